/** An OpenAI organization, as OpenAI names it. Untrusted until escaped. */
export interface Organization {
  readonly id: string;
  /** Null if OpenAI doesn't say. */
  readonly name: string | null;
}

export function organizationWords({ id, name }: Organization): string {
  return `OpenAI organization ${name === null || name === id ? id : `${name} (${id})`}`;
}
