import { parseQuery } from '#core/query/parse-query.ts';
import type { Names } from '#core/usage/team-names.ts';
import { now } from './history.ts';
import { percentile } from './percentile.ts';

const words = (
  'by per for on only without top vs as csv chart and , - to from between since last past this week month year days 7d 30d 3 15 oct q3 2026 ' +
  '2026-10-03 monday today yesterday mtd model models user project key tier who which what daily cost tokens requests spend the me gpt-4o o3 ' +
  'Search Bots @ada "Search" batch modle fish ? ( ) < > ` how much did we spend'
).split(' ');

const names: Names = {
  models: Array.from({ length: 40 }, (_, index) => `gpt-${index}-2026-01-01`),
  users: Array.from({ length: 50 }, (_, index) => ({ id: `user-${index}`, name: `Person ${index}`, email: `p${index}@example.com` })),
  projects: Array.from({ length: 30 }, (_, index) => ({ id: `proj_${index}`, name: `Service ${index}`, email: null })),
  keys: Array.from({ length: 60 }, (_, index) => ({ id: `key_${index}`, name: `key ${index}`, email: null })),
  sources: ['admin'],
};

export interface ParseTimes {
  readonly strings: number;
  /** Of the faster of two readings of each, so that what else the machine does meanwhile is not in it. */
  readonly p99Ms: number;
  /** Every string is a question or has words about what it is not. */
  readonly unanswered: number;
}

/** Parses `strings` texts put together at random, of words of ours and of any characters, the same ones in every run. */
export function parseTimes(strings: number): ParseTimes {
  const next = randomNumbers(20_261_122);
  const took: number[] = [];
  let unanswered = 0;
  for (let index = 0; index < strings; index += 1) {
    const text = index % 4 === 0 ? anyText(next) : wordText(next);
    const [first, again] = [timed(text), timed(text)];
    took.push(Math.min(first.ms, again.ms));
    const { parsed } = first;
    if ('problem' in parsed && parsed.problem.problem === '') unanswered += 1;
  }
  return { strings, p99Ms: percentile(took, 99), unanswered };
}

function timed(text: string) {
  const start = performance.now();
  const parsed = parseQuery(text, { now, names });
  return { parsed, ms: performance.now() - start };
}

function wordText(next: () => number): string {
  return Array.from({ length: Math.floor(next() * 10) }, () => words[Math.floor(next() * words.length)] ?? '').join(' ');
}

function anyText(next: () => number): string {
  return String.fromCharCode(...Array.from({ length: Math.floor(next() * 60) }, () => Math.floor(next() * 0x2100)));
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
