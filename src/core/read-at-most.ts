/** The most that an answer from outside may take. */
export interface AnswerLimits {
  /** Unpacked: what `fetch` hands on of a body sent with gzip. */
  readonly bytes: number;
  /** Of JSON. A value of a few bytes takes up to a hundred times that in memory. */
  readonly values?: number;
  /** Of JSON: objects and arrays inside each other. */
  readonly depth?: number;
}

/** An answer that was not read to its end. `limit` says what it has too much of: `64 MiB`, `1,000,000 values`, `100 levels`. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly limit: string;

  constructor(limit: string) {
    super(`the answer has more than ${limit}`);
    this.limit = limit;
  }
}

export interface Spent {
  readonly bytes: number;
  readonly values: number;
}

export interface ReadOptions {
  /** What earlier answers took of the same limits. */
  readonly spent?: Spent;
  /** Waited for before each piece is kept, with the bytes kept until then. */
  readonly beforeMore?: (bytes: number) => Promise<void> | undefined;
}

/**
 * The bytes of `body`, and how many JSON values they have at most, counted only if limited. The bytes stay in one place that grows, since
 * the pieces and their copy would take twice the memory. Throws TooLarge at the first byte too many; the rest isn't read, and the
 * connection is closed.
 */
export async function readAtMost(
  body: AsyncIterable<Uint8Array> | null,
  limits: AnswerLimits,
  { spent = { bytes: 0, values: 0 }, beforeMore }: ReadOptions = {},
): Promise<{ bytes: Buffer; values: number }> {
  const kept = new ArrayBuffer(0, { maxByteLength: Math.max(limits.bytes - spent.bytes, 0) });
  const gauge = limits.values === undefined && limits.depth === undefined ? null : createJsonGauge();
  let bytes = 0;
  for await (const piece of body ?? []) {
    if (spent.bytes + bytes + piece.byteLength > limits.bytes) throw new TooLarge(sizeText(limits.bytes));
    gauge?.add(piece);
    if (gauge) refuseBeyond(limits, gauge, spent.values);
    await beforeMore?.(bytes);
    kept.resize(bytes + piece.byteLength);
    new Uint8Array(kept).set(piece, bytes);
    bytes += piece.byteLength;
  }
  return { bytes: Buffer.from(kept), values: gauge?.values ?? 0 };
}

/** For what arrived whole. @throws TooLarge before it is parsed. */
export function refuseTooLarge(text: Uint8Array, limits: Required<AnswerLimits>): void {
  if (text.byteLength > limits.bytes) throw new TooLarge(sizeText(limits.bytes));
  const gauge = createJsonGauge();
  gauge.add(text);
  refuseBeyond(limits, gauge);
}

function refuseBeyond(limits: AnswerLimits, gauge: JsonGauge, spentValues = 0): void {
  const { values = Number.POSITIVE_INFINITY, depth = Number.POSITIVE_INFINITY } = limits;
  if (spentValues + gauge.values > values) throw new TooLarge(`${values.toLocaleString('en-US')} values`);
  if (gauge.depth > depth) throw new TooLarge(`${depth.toLocaleString('en-US')} levels`);
}

/** Like {@link readAtMost}, as text. */
export async function readTextAtMost(
  body: AsyncIterable<Uint8Array> | null,
  limits: AnswerLimits,
  options?: ReadOptions,
): Promise<Spent & { readonly text: string }> {
  const { bytes, values } = await readAtMost(body, limits, options);
  const read = { text: bytes.toString(), bytes: bytes.byteLength, values };
  // Freed at once: parsing a large text needs the room.
  if (bytes.buffer instanceof ArrayBuffer) bytes.buffer.resize(0);
  return read;
}

function sizeText(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return mebibytes >= 1 ? `${Math.floor(mebibytes)} MiB` : `${bytes.toLocaleString('en-US')} bytes`;
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

type JsonGauge = ReturnType<typeof createJsonGauge>;

/**
 * Counts the values and the depth of JSON as its bytes come in, so that text that would take too much memory is never parsed. Expects UTF-8.
 * Text that isn't JSON gives some counts; parsing it says what is wrong.
 */
export function createJsonGauge() {
  let [values, depth, deepest] = [1, 0, 0];
  let isInText = false;
  let isEscaped = false;
  return {
    add(bytes: Uint8Array): void {
      // `for … of` makes an object for each byte until V8 has compiled it.
      for (let index = 0; index < bytes.length; index += 1) {
        const byte = bytes[index];
        if (isInText) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) isInText = false;
        } else if (byte === quote) isInText = true;
        else if (byte === comma) values += 1;
        else if (byte === openBracket || byte === openBrace) {
          values += 1;
          depth += 1;
          if (depth > deepest) deepest = depth;
        } else if (byte === closeBracket || byte === closeBrace) depth -= 1;
      }
    },
    /** So far: at least as many as the text has. */
    get values(): number {
      return values;
    },
    /** The most objects and arrays inside each other so far. */
    get depth(): number {
      return deepest;
    },
  };
}
