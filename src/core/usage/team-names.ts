/** What a person, project or key is called. Names and e-mails are untrusted until escaped. */
export interface Named {
  /** The id in OpenAI's usage. */
  readonly id: string;
  /** Null when OpenAI has none. */
  readonly name: string | null;
  /** People only; null otherwise. */
  readonly email: string | null;
}

/** Everything a question can name. */
export interface Names {
  readonly models: readonly string[];
  readonly users: readonly Named[];
  readonly projects: readonly Named[];
  readonly keys: readonly Named[];
  readonly sources: readonly string[];
}

export function labelOf(named: Named): string {
  return named.name || named.email || named.id;
}
