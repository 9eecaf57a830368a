import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mrkdwnName } from '#show/escape.ts';
import { shorten, shortenMrkdwn, shortNames } from '#show/shorten.ts';

describe('shortNames', () => {
  it('drops the snapshot date before anything else', () => {
    expect(shortNames(['gpt-4o-mini-2024-07-18', 'o3'], 20)).toEqual(['gpt-4o-mini', 'o3']);
  });

  it('keeps the dates of two snapshots of one model apart', () => {
    const [first, second] = shortNames(['gpt-4o-mini-audio-2024-07-18', 'gpt-4o-mini-audio-2025-01-02'], 20);
    expect(first).toMatch(/07-18$/);
    expect(second).toMatch(/01-02$/);
  });

  it('gives every name another short one within the limit', () => {
    const likeEachOther = fc.array(fc.stringMatching(/^[ab😀]{0,60}$/u), { maxLength: 200 });
    fc.assert(
      fc.property(likeEachOther, fc.integer({ min: 8, max: 30 }), (names, limit) => {
        const short = shortNames(names, limit);
        expect(new Set(short).size).toBe(names.length);
        for (const name of short) {
          expect(name.length).toBeGreaterThan(0);
          expect(name.length).toBeLessThanOrEqual(limit);
          expect(name.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('shorten', () => {
  it('cuts only what is too long, and never through a character', () => {
    expect(shorten('spend', 5)).toBe('spend');
    expect(shorten('spendbot', 5)).toBe('spen…');
    expect(shorten('😀😀😀', 4).isWellFormed()).toBe(true);
  });
});

describe('shortenMrkdwn', () => {
  it('cuts neither a link nor an entity in two, wherever the limit falls', () => {
    const piece = fc.oneof(
      fc.constantFrom('<#C0MLCOSTS>', '<@U0ALICE>', '<https://example.com/spend|prices>', ' & more'),
      fc.string({ maxLength: 8 }).map(mrkdwnName),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), (pieces, limit) => {
        const text = pieces.map(one => one.replaceAll('& ', '&amp; ')).join(' ');
        const short = shortenMrkdwn(text, limit);
        expect(short.length).toBeLessThanOrEqual(limit);
        expect(short.replace(/<[^<>]*>|&(?:amp|lt|gt);/g, '')).not.toMatch(/[<&]/);
      }),
    );
    expect(shortenMrkdwn('spent in <#C0MLCOSTS>', 15)).toBe('spent in…');
  });
});
