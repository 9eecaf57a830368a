import SqliteDatabase from 'better-sqlite3';
import { ask } from '../src/ask/ask.ts';
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

/** Medians of both ways, on the same file, taken in turns so that neither has the warmer machine. */
export async function answerTimes(history: History, times: number): Promise<AnswerTimes> {
  const sqlite = new SqliteDatabase(history.file, { readonly: true });
  sqlite.defaultSafeIntegers(true);
  const prepared = sqlite.prepare(statement);
  const answers: number[] = [];
  const statements: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    answers.push(...(await timesOf(times, () => ask({ database: history.database, settleDays: 3 }, question, now))));
    statements.push(...(await timesOf(times, () => prepared.all())));
  }
  sqlite.close();
  return { answerMs: median(answers), statementMs: median(statements) };
}
