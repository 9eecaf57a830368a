import type { JsonObject } from './json.ts';
import { SlackApiError } from './slack-api-error.ts';

/**
 * The arguments of one Web API call. A form-encoded call carries numbers and booleans as text and objects as JSON in text; a
 * JSON call carries them as they are. Both read the same here. An empty text counts as absent.
 */
export class Arguments {
  readonly #values: JsonObject;

  constructor(values: JsonObject) {
    this.#values = values;
  }

  /** All arguments but the token, for the record of calls. */
  get recorded(): JsonObject {
    return Object.fromEntries(Object.entries(this.#values).filter(([name]) => name !== 'token'));
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name) ?? '');
  }

  /** A whole number; `fallback` when absent. */
  whole(name: string, fallback: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value)) throw new SlackApiError('invalid_arguments');
    return value;
  }

  /** A list or object; undefined when absent. Throws `errorCode` for text that is not JSON. */
  json(name: string, errorCode: string): unknown {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch (error) {
      throw new SlackApiError(errorCode, {}, { cause: error });
    }
  }
}

function missing(name: string): SlackApiError {
  return new SlackApiError('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } });
}
