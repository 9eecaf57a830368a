/** Any JSON object from outside, its fields unchecked. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A Block Kit block of which only the type was checked. */
export type Block = JsonObject & { readonly type: string };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in the list `value`; empty when it is not a list. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function isBlock(value: unknown): value is Block {
  return isJsonObject(value) && typeof value.type === 'string';
}

/** `value` if it is a text; undefined for anything else and for empty text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
