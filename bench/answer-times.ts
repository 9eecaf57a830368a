import SqliteDatabase from 'better-sqlite3';
import { testParts, viewOf } from '../test/support/parts.ts';
import { type History, now } from './history.ts';
import { median, timesOf } from './measure.ts';

const question = 'by model last 30d';

/**
 * The same question as one statement, the plainest way: what each model and each day cost and counted in the 30 days,
 * in the 30 days before them and today.
 */
const statement = `
  select day, model, sum(estimated_nano_usd), sum(requests), sum(input_tokens), sum(cached_input_tokens), sum(output_tokens)
  from usage_row where day >= '2026-09-23' and day < '2026-11-23' group by day, model`;

export interface AnswerTimes {
  readonly answerMs: number;
  readonly statementMs: number;
}

/** Medians of both ways for a long history and a short one, all taken in turns, so that none has the faster machine. */
export async function answerTimes(long: History, short: History, times: number): Promise<{ long: AnswerTimes; short: AnswerTimes }> {
  const sideOf = ({ database, file }: History) => {
    const sqlite = new SqliteDatabase(file, { readonly: true });
    sqlite.defaultSafeIntegers(true);
    const answers: number[] = [];
    const statements: number[] = [];
    return { database, sqlite, prepared: sqlite.prepare(statement), answers, statements };
  };
  const sides = { long: sideOf(long), short: sideOf(short) };
  for (let turn = 0; turn < 3; turn += 1) {
    for (const { database, prepared, answers, statements } of [sides.long, sides.short]) {
      answers.push(...(await timesOf(times, () => viewOf(testParts(database), question, now))));
      statements.push(...(await timesOf(times, () => prepared.all())));
    }
  }
  const timesOfSide = ({ sqlite, answers, statements }: ReturnType<typeof sideOf>) => {
    sqlite.close();
    return { answerMs: median(answers), statementMs: median(statements) };
  };
  return { long: timesOfSide(sides.long), short: timesOfSide(sides.short) };
}
