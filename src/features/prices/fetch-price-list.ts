import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readAtMost, TooLarge } from '#core/read-at-most.ts';
import { PriceListError } from './price-list-error.ts';

export interface FetchLimits {
  readonly bytes: number;
  /** For everything, redirects included. */
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

const usualLimits: FetchLimits = { bytes: 16 * 1024 * 1024, timeoutMs: 60_000, fetch: (...asked) => globalThis.fetch(...asked) };
const mostRedirects = 5;

/**
 * The text of the price list at `address`: an https address or a file. Only GET, without any key; a redirect to another
 * host isn't followed.
 *
 * @throws PriceListError when the list can't be had whole within the limits.
 */
export async function fetchPriceList(address: string, limits: Partial<FetchLimits> = {}): Promise<string> {
  const { bytes, timeoutMs, fetch } = { ...usualLimits, ...limits };
  const timeout = AbortSignal.timeout(timeoutMs);
  const name = shownListAddress(address);
  try {
    const url = httpsAddress(address);
    const body = url === null ? await fileBody(address) : await webBody(url, fetch, timeout);
    return await textOf(body, name, bytes);
  } catch (error) {
    if (error instanceof PriceListError) throw error;
    if (timeout.aborted) throw new PriceListError(`${name} was not read whole within ${timeoutMs / 1000} s.`, error);
    throw new PriceListError(`${name} cannot be read: ${reasonOf(error)}.`, error);
  }
}

/** The address as it is kept and shown: what follows `?` may be a key. */
export function shownListAddress(address: string): string {
  const url = /^https?:/i.test(address) && URL.canParse(address) ? new URL(address) : null;
  return url === null ? address : `${url.origin}${url.pathname}`;
}

/** Null for a file. */
function httpsAddress(address: string): URL | null {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address) || /^[a-z]:[\\/]/i.test(address)) return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol !== 'https:')
    throw new PriceListError(`${shownListAddress(address)} is no address that prices are read from: give https://… or a file.`);
  if (url.username !== '' || url.password !== '')
    throw new PriceListError(`${shownListAddress(address)} has a name or password before the host: give an address without one.`);
  return url;
}

async function fileBody(path: string): Promise<AsyncIterable<Uint8Array>> {
  if (!(await stat(path)).isFile()) throw new PriceListError(`${path} is not a file.`);
  return createReadStream(path);
}

async function webBody(first: URL, fetch: FetchLimits['fetch'], signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await fetch(url.href, { headers: { accept: 'application/json' }, redirect: 'manual', signal });
    if (response.ok && response.body !== null) return response.body;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null)
      throw new PriceListError(`${shownListAddress(url.href)} answered ${response.status}.`);
    const next = URL.canParse(location, url.href) ? new URL(location, url) : null;
    if (next?.origin !== first.origin)
      throw new PriceListError(
        `${shownListAddress(url.href)} redirects to ${next?.host ?? 'no address'}, which is not followed. If you trust it, give its own address.`,
      );
    url = next;
  }
  throw new PriceListError(`${shownListAddress(first.href)} redirects more than ${mostRedirects} times.`);
}

/** LiteLLM's map has a tenth of these. */
const jsonLimits = { values: 1_000_000, depth: 100 };

async function textOf(body: AsyncIterable<Uint8Array>, name: string, most: number): Promise<string> {
  try {
    const { bytes } = await readAtMost(body, { bytes: most, ...jsonLimits });
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TooLarge) throw new PriceListError(`${name} has more than ${error.limit}, which no price list has.`, error);
    throw error;
  }
}

/** `fetch` says only "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
