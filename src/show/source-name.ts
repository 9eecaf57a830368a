import type { Organization } from '#core/usage/organization.ts';

interface NamedSource {
  readonly id: string;
  readonly kind: string;
  /** Absent if OpenAI doesn't say. */
  readonly organization?: Organization;
}

/** `OpenAI organization Acme, admin key`. Among several, with its id in spendbot, and with the organization's own where two have one name. */
export function sourceName({ id, kind, organization }: NamedSource, all: readonly NamedSource[]): string {
  const key = kind === 'admin' ? 'admin key' : 'API key';
  const called = organization?.name ?? null;
  const isTwin = all.some(other => other.id !== id && other.organization?.name === called && other.organization?.id !== organization?.id);
  const named = called ?? (all.length > 1 ? organization?.id : null) ?? null;
  const told = called !== null && isTwin ? `${called} (${organization?.id})` : named;
  return `${all.length > 1 ? `${id}: ` : ''}OpenAI${told === null ? '' : ` organization ${told}`}, ${key}`;
}
