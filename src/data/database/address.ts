import { StoreError } from './store-error.ts';

/** Where the database lives: a SQLite file, or the address of a PostgreSQL server. */
export type DatabaseAddress = { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

/** Parses a `file:` or `postgres:` URL that came from `setting`. Throws StoreError, which never repeats what may be a password. */
export function readAddress(url: string, setting = 'DATABASE_URL'): DatabaseAddress {
  if (url.startsWith('file:') && url !== 'file:') return { kind: 'sqlite', file: url.slice('file:'.length) };
  const refusal = (words: string) => new StoreError('store_address', `${setting} ${words}`);
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw refusal(
      `is "${schemeOf(url)}…"; expected file:PATH, for example file:data/spendbot.sqlite, or postgres://USER:PASSWORD@HOST/DATABASE.`,
    );
  if (!URL.canParse(url))
    throw refusal(
      'starts with postgres:// but is no address; expected postgres://USER:PASSWORD@HOST:5432/DATABASE. Special characters of the password are written as %40 for @, %2F for /, %3A for :.',
    );
  if (!isEncoded(url))
    throw refusal('has a % that two hexadecimal digits do not follow, or that stands for no character. Write %25 for a % of the password.');
  return { kind: 'postgres', url };
}

/** Whether every %-sequence can be decoded, as the driver does with user, password and database. */
function isEncoded(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

/** The address to show people: the file's path, or the host and database. Never the password. */
export function shownAddress(address: DatabaseAddress): string {
  if (address.kind === 'sqlite') return address.file;
  const { hostname, port, pathname, searchParams } = new URL(address.url);
  const host = hostname || searchParams.get('host') || 'localhost';
  return `PostgreSQL at ${host}${port === '' ? '' : `:${port}`}${pathname === '/' ? '' : pathname}`;
}

/** Just the scheme, since the rest of an address may contain a password. */
function schemeOf(url: string): string {
  return /^[a-z]+:/i.exec(url)?.[0] ?? url.slice(0, 4);
}
