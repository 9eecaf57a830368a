import { nearestOf } from '#core/query/nearest-of.ts';
import type { Problem } from '#core/query/query.ts';
import { inBackticks, named, problem, withReplaced } from '#core/query/query-problems.ts';
import { type Question, type Read, textAt } from '#core/query/question-words.ts';
import { isTimeZone, minutesOfTime } from '#core/time/local-time.ts';

/** Reads `at 9`, `9:00` or `at 6:30 pm` as minutes since midnight. */
export function readTimeOfDay(question: Question, at: number): Read<number> {
  const isIntroduced = textAt(question, at) === 'at';
  const start = isIntroduced ? at + 1 : at;
  const time = textAt(question, start);
  if (!isIntroduced && !/^\d{1,2}:\d{2}(?:[ap]m)?$/.test(time)) return null;
  const half = /^[ap]m$/.test(textAt(question, start + 1)) ? textAt(question, start + 1) : '';
  const next = start + (half === '' ? 1 : 2);
  const minutes = minutesSaid(`${time}${half}`);
  if (minutes !== null) return { value: minutes, next };
  return problem(`${named(question, at, Math.min(next, question.words.length))} is no time of a day; write it as 9:00 or 18:30.`, {
    suggestion: time === '' ? null : withReplaced(question, start, next, '9:00'),
  });
}

/** `9:00`, `9`, `9am`, `6:30pm`. */
function minutesSaid(text: string): number | null {
  const [, time = '', half] = /^(.*?)([ap]m)?$/.exec(text) ?? [];
  const minutes = minutesOfTime(time);
  if (minutes === null || half === undefined) return minutes;
  const hours = Math.floor(minutes / 60);
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) * 60 + (minutes % 60) + (half === 'pm' ? 720 : 0);
}

/** Reads `Europe/Berlin`, `in America/New_York` or `utc`, and returns the IANA spelling. */
export function readTimeZone(question: Question, at: number): Read<string> {
  const start = textAt(question, at) === 'in' ? at + 1 : at;
  const zone = question.words[start]?.value ?? '';
  const isUtc = /^(?:utc|gmt)$/i.test(zone);
  if (!(isUtc || zone.includes('/')) || !isTimeZone(zone)) return null;
  const known = timeZones().find(name => name.toLowerCase() === zone.toLowerCase());
  return { value: known ?? (isUtc ? 'Etc/UTC' : zone), next: start + 1 };
}

/** The problem with an unknown time zone, suggesting the nearest one or a city's; null when nothing at `at` looks like a word. */
export function noTimeZone(question: Question, at: number): Problem | null {
  const start = textAt(question, at) === 'in' ? at + 1 : at;
  const word = question.words[start]?.value ?? '';
  if (!/^[a-z][\w+-]*(?:\/[\w+-]+)*$/i.test(word)) return null;
  const folded = word.toLowerCase();
  const zones = timeZones().map(zone => [zone.toLowerCase(), zone] as const);
  const zone =
    zones.find(([name]) => name.split('/').at(-1) === folded)?.[1] ?? nearestOf(folded, zones, Math.min(3, Math.floor(folded.length / 3)));
  const hint = zone === null ? '; write it as Europe/Berlin or America/New_York.' : `: did you mean \`${zone}\`?`;
  return problem(`${inBackticks(word)} is no time zone${hint}`, {
    suggestion: zone === null ? null : withReplaced(question, start, start + 1, zone),
  });
}

/** The IANA names that this machine knows, sorted; `UTC` is not among them. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}
