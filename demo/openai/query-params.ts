import { badRequest } from './api-refusal.ts';

/** Every value of an array parameter, written `name=a&name=b` as the specification has it or `name[]=a` as the SDK sends it. */
export function listParam(query: URLSearchParams, name: string): string[] {
  return [...query.getAll(name), ...query.getAll(`${name}[]`)];
}

/** A whole number between `min` and `max`; null when the parameter is absent. */
export function integerParam(query: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw badRequest(`Invalid type for '${name}': expected an integer, but got a string instead.`, name);
  if (value < min || value > max) {
    throw badRequest(
      `Invalid '${name}': integer out of range. Expected a value between ${min} and ${max}, but got ${value} instead.`,
      name,
    );
  }
  return value;
}

/** `true` or `false`; null when the parameter is absent. */
export function booleanParam(query: URLSearchParams, name: string): boolean | null {
  const text = query.get(name);
  if (text === null) return null;
  if (text !== 'true' && text !== 'false') throw badRequest(`Invalid type for '${name}': expected a boolean.`, name);
  return text === 'true';
}

/** One of `choices`; null when the parameter is absent. */
export function choiceParam<T extends string>(query: URLSearchParams, name: string, choices: readonly T[]): T | null {
  const text = query.get(name);
  return text === null ? null : oneOf(text, name, choices);
}

/** `text` as one of `choices`; anything else is refused, as at OpenAI. */
export function oneOf<T extends string>(text: string, name: string, choices: readonly T[]): T {
  const choice = choices.find(known => known === text);
  if (choice === undefined) {
    const supported = choices.map(known => `'${known}'`).join(', ');
    throw badRequest(`Invalid value: '${text}'. Supported values are: ${supported}.`, name);
  }
  return choice;
}

/** Refuses a parameter that the endpoint does not have, so that a client's typo shows up here. */
export function refuseUnknownParams(query: URLSearchParams, known: readonly string[]): void {
  for (const name of query.keys()) {
    const plain = name.replace(/\[\]$/, '');
    if (!known.includes(plain)) throw badRequest(`Unknown parameter: '${plain}'.`, plain);
  }
}
