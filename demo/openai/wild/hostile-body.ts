import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';

/**
 * Bodies that hurt a client that reads them to the end, all with status 200: `endless` never stops, `huge` is one big valid
 * JSON, `gzip-bomb` a few KB packed twice that unpack to one, `deep` the right answer with arrays in arrays in its first
 * row, `drip` a byte now and then, without end.
 */
export const hostileKinds = ['endless', 'huge', 'gzip-bomb', 'deep', 'drip'] as const;
export type HostileKind = (typeof hostileKinds)[number];

interface HostileSizes {
  readonly bytes?: number | undefined;
  readonly depth?: number | undefined;
  readonly delayMs?: number | undefined;
}

/** Sends it no faster than it is read, and holds none of it. `text` is the right answer. Rejects when the reader hangs up. */
export async function sendHostile(
  response: ServerResponse,
  kind: HostileKind,
  text: string,
  { bytes, depth = 1_000_000, delayMs = 1000 }: HostileSizes,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(kind === 'gzip-bomb' ? { 'content-encoding': 'gzip, gzip' } : {}),
  });
  switch (kind) {
    case 'endless':
      return pipeline(Readable.from(endless()), response, { signal });
    case 'huge':
      return pipeline(Readable.from(huge(bytes ?? 1e9)), response, { signal });
    case 'gzip-bomb':
      return pipeline(Readable.from(packedOnce(bytes ?? 4e9)), createGzip(), response, { signal });
    case 'deep':
      return pipeline(Readable.from(deep(text, depth)), response, { signal });
    case 'drip':
      return pipeline(Readable.from(drip(delayMs, signal)), response, { signal });
  }
}

const head = '{"object":"page","data":[],"has_more":false,"next_page":null,"filler":"';
const tail = '"}';

function* endless(): Generator<Buffer> {
  yield Buffer.from('{"object":"page","data":[');
  const buckets = Buffer.from('{"object":"bucket","start_time":0,"end_time":86400,"results":[]},'.repeat(1000));
  for (;;) yield buckets;
}

function* huge(bytes: number): Generator<Buffer> {
  const filler = Buffer.alloc(2 ** 16, 'x');
  yield Buffer.from(head);
  for (let left = bytes - head.length - tail.length; left > 0; left -= filler.length) yield filler.subarray(0, left);
  yield Buffer.from(tail);
}

/** Members of gzip one after another unpack to one text, so packing one piece of the filler is enough. */
function* packedOnce(bytes: number): Generator<Buffer> {
  const piece = 2 ** 24;
  const packed = gzipSync(Buffer.alloc(piece, 'x'), { level: 9 });
  yield gzipSync(head);
  for (let left = bytes; left > 0; left -= piece) yield packed;
  yield gzipSync(tail);
}

function* deep(text: string, depth: number): Generator<string> {
  const [before = '', ...after] = text.includes('"results":[{') ? text.split(/(?<="results":\[\{)/) : ['{', text.slice(1)];
  yield `${before}"deep":`;
  yield '['.repeat(depth);
  yield ']'.repeat(depth);
  yield `,${after.join('')}`;
}

async function* drip(delayMs: number, signal: AbortSignal): AsyncGenerator<string> {
  yield '{';
  for (;;) {
    yield ' ';
    await setTimeout(delayMs, undefined, { signal });
  }
}
