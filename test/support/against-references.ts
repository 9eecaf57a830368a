import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'vitest';

/** A folder of other people's documents, which are not part of spendbot: OpenAI's specification, Slack's schemas, sample responses. */
export interface References {
  json(file: string): unknown;
  names(folder: string): string[];
}

/**
 * Tests that compare spendbot with other people's documents, in the folder that `SPENDBOT_REFERENCES` names. When it is not set, one
 * skipped test says why.
 */
export function againstReferences(what: string, tests: (references: References) => void): void {
  const { SPENDBOT_REFERENCES: named } = process.env;
  if (named === undefined || named === '') {
    test(`against ${what} (skipped: SPENDBOT_REFERENCES is not set)`, context => context.skip());
    return;
  }
  const folder = resolve(named);
  describe(`against ${what}`, () =>
    tests({
      json: file => JSON.parse(readFileSync(join(folder, file), 'utf8')),
      names: inner => readdirSync(join(folder, inner)),
    }));
}
