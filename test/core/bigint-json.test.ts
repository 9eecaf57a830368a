import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromJson, toJson } from '#core/bigint-json.ts';

it('gives back what was written, money of any size too', () => {
  const value = fc.letrec(tie => ({
    value: fc.oneof(fc.bigInt(), fc.string(), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('record')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    record: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  })).value;
  fc.assert(
    fc.property(value, one => {
      expect(fromJson(toJson(one))).toEqual(one);
    }),
  );
});

it('keeps a nano-dollar that a float would lose', () => {
  expect(fromJson(toJson({ costNanoUsd: 9_007_199_254_740_993n }))).toEqual({ costNanoUsd: 9_007_199_254_740_993n });
});
