/** A person, project or key as people call it. Names and e-mails come from outside and are hostile until escaped. */
export interface Named {
  /** As OpenAI reports it in usage. */
  readonly id: string;
  /** Null where OpenAI has none. */
  readonly name: string | null;
  /** Of a person; null otherwise. */
  readonly email: string | null;
}

/** Everything that a question can name: what was seen in usage, and what it is called. */
export interface Names {
  readonly models: readonly string[];
  readonly users: readonly Named[];
  readonly projects: readonly Named[];
  readonly keys: readonly Named[];
  readonly sources: readonly string[];
}

/** What to call `named`: its name, else its e-mail, else its id. */
export function labelOf(named: Named): string {
  return named.name || named.email || named.id;
}
