import { type NanoUsd, nanoUsdFromDecimal } from '../money.ts';
import { inBackticks, problem } from './problems.ts';
import { type Question, type Read, wordAfter } from './question.ts';
import { matchAt } from './words.ts';

/** Larger amounts are refused; a hundred times this still fits the database. */
const largestUsd = 10_000_000n;

/** An amount of money: `$500`, `$1,500.50`, `$2k`, `500 usd`; a bare number too where `isBare`. */
export function readAmount(question: Question, at: number, isBare: boolean): Read<NanoUsd> {
  const word = question.words[at];
  const match = word && matchAt(amountPattern, question.plain, word.start);
  if (!match || !(isBare || match[1] || match[5])) return null;
  const next = wordAfter(question, at, word.start + match[0].trimEnd().length);
  if (next === null) return null;
  const [, , whole = '', decimals = '', thousands = ''] = match;
  const amount = nanoUsdFromDecimal(`${whole.replaceAll(',', '')}${decimals}`) * (factors.get(thousands) ?? 1n);
  const typed = inBackticks(match[0].trim());
  if (amount <= 0n) return problem(`${typed}: an amount is more than $0.`);
  if (amount > largestUsd * 1_000_000_000n) return problem(`${typed}: an amount is at most $10,000,000.`);
  return { value: amount, next };
}

/** Hours, `6h` or `2 days`, from 1 hour to 30 days. */
export function readHours(question: Question, at: number): Read<number> {
  const word = question.words[at];
  const match = word && matchAt(hoursPattern, question.plain, word.start);
  const next = match ? wordAfter(question, at, word.start + match[0].length) : null;
  if (!match || next === null) return null;
  const hours = Number(match[1]) * (match[2]?.startsWith('d') ? 24 : 1);
  if (hours < 1 || hours > 720) return problem(`${inBackticks(match[0])}: from 1 hour to 30 days.`);
  return { value: hours, next };
}

const amountPattern = /(\$ ?)?(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,9})?(k|m)?( ?(?:\$|usd|dollars?))?(?![\w%]|\.\d)/y;
const factors = new Map([
  ['k', 1_000n],
  ['m', 1_000_000n],
]);
const hoursPattern = /(\d{1,4}) ?(h|hrs?|hours?|d|days?)(?![a-z\d])/y;
