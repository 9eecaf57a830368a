/** Any JSON object, as it came from outside: nothing is known of its fields yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A Block Kit block, of which only the type is known until it was checked. */
export type Block = JsonObject & { readonly type: string };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `value` as a list of objects, without what is none; empty where it is no list. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function isBlock(value: unknown): value is Block {
  return isJsonObject(value) && typeof value.type === 'string';
}

/** The text of a field that should be text; undefined for anything else and for the empty text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
