import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AnswerLimits, createJsonGauge, readAtMost, readTextAtMost } from '#core/read-at-most.ts';

const noLimit: AnswerLimits = { bytes: 2 ** 20 };

/** Counts what was taken, and whether the reader left it before its end. */
function bodyOf(pieces: Iterable<string>) {
  const seen = { pieces: 0, isLeft: false };
  async function* body(): AsyncGenerator<Uint8Array> {
    try {
      for (const piece of pieces) {
        seen.pieces += 1;
        yield Buffer.from(piece);
      }
    } finally {
      seen.isLeft = true;
    }
  }
  return { seen, body: body() };
}

function* endless(piece: string): Generator<string> {
  for (;;) yield piece;
}

test('a body within the limits is read whole, whatever its pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async pieces => {
      const whole = pieces.join('');
      const { text, bytes } = await readTextAtMost(bodyOf(pieces).body, noLimit);
      expect([text, bytes]).toEqual([whole, Buffer.byteLength(whole)]);
    }),
  );
});

test('no body is no bytes', async () => {
  expect((await readAtMost(null, noLimit)).bytes).toHaveLength(0);
});

test('a body of just as many bytes as allowed is taken, one byte more is not', async () => {
  expect((await readAtMost(bodyOf(['12', '34']).body, { bytes: 4 })).bytes.toString()).toBe('1234');
  await expect(readAtMost(bodyOf(['12', '345']).body, { bytes: 4 })).rejects.toMatchObject({ limit: '4 bytes' });
});

test.each([
  ['bytes', 'x'.repeat(2 ** 18), { bytes: 2 ** 20 }, 5, '1 MiB'],
  ['values', '[],'.repeat(1000), { bytes: 2 ** 20, values: 5000 }, 3, '5,000 values'],
  ['depth', '['.repeat(1000), { bytes: 2 ** 20, depth: 2500 }, 3, '2,500 levels'],
])('an endless body of too much %s is left at the piece that is too much', async (_, piece, limits, pieces, limit) => {
  const { seen, body } = bodyOf(endless(piece));
  await expect(readAtMost(body, limits)).rejects.toMatchObject({ name: 'TooLarge', limit });
  expect(seen).toEqual({ pieces, isLeft: true });
});

test('what earlier answers took of the same limits counts', async () => {
  const spent = { bytes: 90, values: 9 };
  const read = (text: string) => readAtMost(bodyOf([text]).body, { bytes: 100, values: 12 }, { spent });
  expect((await read('[1,2]')).values).toBe(3);
  await expect(read('[1,2,3]')).rejects.toMatchObject({ limit: '12 values' });
  await expect(read('[1          ]')).rejects.toMatchObject({ limit: '100 bytes' });
});

test('every JSON has at most as many values as are counted, and exactly the depth', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 6, stringUnit: fc.constantFrom('"', '\\', '[', '}', ',', 'é', 'a') }),
      fc.nat(40),
      (value, cut) => {
        const gauge = createJsonGauge();
        const bytes = Buffer.from(JSON.stringify(value));
        gauge.add(bytes.subarray(0, cut));
        gauge.add(bytes.subarray(cut));
        expect(gauge.values).toBeGreaterThanOrEqual(valuesIn(value));
        expect(gauge.values).toBeLessThanOrEqual(2 * valuesIn(value));
        expect(gauge.depth).toBe(depthOf(value));
      },
    ),
  );
});

function partsOf(value: unknown): unknown[] | null {
  return value !== null && typeof value === 'object' ? Object.values(value) : null;
}

function valuesIn(value: unknown): number {
  return 1 + (partsOf(value) ?? []).reduce<number>((sum, part) => sum + valuesIn(part), 0);
}

function depthOf(value: unknown): number {
  const parts = partsOf(value);
  return parts === null ? 0 : 1 + Math.max(0, ...parts.map(depthOf));
}
