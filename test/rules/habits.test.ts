import { beforeAll, describe, expect, test } from 'vitest';
import { reportedRules } from './planted-files.ts';

const planted = new Map<string, string>();
let reported: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  reported = await reportedRules(planted);
});

/** Plants `text`; promises that `rule` (a rule's name, or words of a plugin's message) reports it, or with null that nothing does. */
function plant(promise: string, folder: string, text: string, rule: string | null): void {
  const path = /\.ts$/.test(folder) ? folder : `${folder}/planted-${planted.size}.ts`;
  planted.set(path, `${text}\n`);
  test(promise, () => {
    if (rule === null) expect(reported.get(path)).toBeUndefined();
    else expect(reported.get(path)).toContainEqual(expect.stringContaining(rule));
  });
}

describe('the clock is read where it is made, and handed on', () => {
  const dayjs = "import dayjs from 'dayjs';\n\n";
  for (const read of ['Date.now()', 'Date.now', 'globalThis.Date.now()', 'new Date()', 'new globalThis.Date()', 'Date()']) {
    plant(`collect may not say ${read}`, 'src/collect', `export const now = ${read};`, 'reads the clock');
  }
  for (const read of ['performance.now()', 'process.hrtime()', 'process.hrtime.bigint()']) {
    plant(`features/forecast may not say ${read}`, 'src/features/forecast', `export const now = ${read};`, 'reads the clock');
  }
  for (const read of ['dayjs()', 'dayjs().utc()', 'dayjs.utc()', 'dayjs.tz()']) {
    plant(`core/query may not say ${read}`, 'src/core/query', `${dayjs}export const now = ${read};`, 'reads the clock');
  }
  plant('the top may not read it later either', 'src', 'export const later = () => new Date();', 'reads the clock');
  plant('clock.ts may read it', 'src/app/clock.ts', 'export const systemClock = () => new Date();', null);
  plant('a given time is no clock', 'src/core', "export const day = new Date(Date.UTC(2026, 10, 22) + Date.parse('2026-11-22'));", null);
  plant('nor is a given day', 'src/core', `${dayjs}export const day = dayjs('2026-11-22').add(1, 'day').toDate();`, null);
  plant('demo may read it', 'demo', 'export const now = Date.now();', null);
  plant('test may read it', 'test', 'export const now = performance.now();', null);
});

describe('the environment is read in config.ts', () => {
  plant('the top may not read it', 'src', 'export const port = process.env.PORT;', 'noProcessEnv');
  plant('bot may not take it apart', 'src/bot', 'export const { PORT } = process.env;', 'noProcessEnv');
  plant('cli may not import it', 'src/cli', "import { env } from 'node:process';\n\nexport const port = env.PORT;", 'noProcessEnv');
  plant('config.ts may read it', 'src/app/config.ts', 'export const port = process.env.PORT;', null);
  plant('test may read it', 'test', 'export const port = process.env.PORT;', null);
});

describe('an import is written so that the import rules can read it', () => {
  for (const path of ['./../store/one.ts', '../core/../store/one.ts', '././../store/one.ts', '.././store/one.ts', './/../store/one.ts']) {
    const text = `import { one } from '${path}';\n\nexport const two = [one, () => import('${path}')];`;
    plant(`${path} is refused`, 'src/features/answers', text, 'the plain way');
    plant(
      `${path} is refused when it is needed later`,
      'src/features/answers',
      `export const one = () => import('${path}');`,
      'the plain way',
    );
  }
  plant(
    'a path that is computed is refused',
    'src/features/answers',
    'export const one = (name: string) => import(name);',
    'the plain way',
  );
  plant('a type is imported by a statement', 'src/features/answers', "export type One = import('#core/one.ts').One;", 'the plain way');
  plant('nothing is required', 'src/features/answers', "export const one = require('../../bot/one.ts');", 'noCommonJs');
  plant('a plain path that is needed later passes', 'src/features/answers', "export const one = () => import('#core/one.ts');", null);
});

describe('what the code leaves out', () => {
  plant('default exports', 'src/core', 'export default 1;', 'noDefaultExport');
  plant('files that only pass on', 'src/core', "export { one } from './one.ts';", 'noBarrelFile');
  plant('files that pass everything on', 'src/core', "export * from './one.ts';", 'noReExportAll');
  plant('the console, in src', 'src/core', "console.log('one');", 'noConsole');
  plant('demo prints', 'demo', "console.log('one');", null);
  plant('any', 'src/core', 'export const one: any = 1;', 'noExplicitAny');
  plant('a claim that something is there', 'src/core', 'export const one = (all: readonly number[]) => all[0]!;', 'noNonNullAssertion');
  plant(
    'a claim that it is another type',
    'test',
    'export const one = (all: readonly number[]) => all as unknown as string;',
    'as unknown as',
  );
  plant(
    'a path with %20 for a space',
    'test',
    "export const path = new URL('../src/cli.ts', import.meta.url).pathname;",
    'Use fileURLToPath',
  );
  plant('replacements of our modules', 'test', "import { vi } from 'vitest';\n\nvi.mock('../src/app.ts');", 'vi.mock');
  plant('replacements made later', 'test', "import { vi } from 'vitest';\n\nvi.doMock('../src/app.ts');", 'vi.mock');
  plant('imports that nothing uses', 'src/core', "import { one } from './one.ts';", 'noUnusedImports');
  plant('values that nothing uses', 'src/core', 'function one() {}', 'noUnusedVariables');
  plant('types imported as values', 'src/features/answers', "import { One } from './one.ts';\n\nexport type Two = One;", 'useImportType');
  plant(
    'what is only installed for tests, in src',
    'src/data',
    "import nock from 'nock';\n\nexport const one = nock;",
    'src may import only packages',
  );
  plant('nor when it is needed later', 'src/data', "export const one = () => import('vitest');", 'src may import only packages');
  plant('what nothing installs', 'src/core', "import { one } from 'left-pad';\n\nexport const two = one;", 'noUndeclaredDependencies');
  plant('names that are not kebab-case', 'src/core/someCase.ts', 'export const one = 1;', 'useFilenamingConvention');
  plant('files above 250 lines', 'src/core', `export const all = [\n${'  1,\n'.repeat(249)}];`, 'noExcessiveLinesPerFile');
  plant('a file of 250 lines passes', 'src/core', `export const all = [\n${'  1,\n'.repeat(248)}];`, null);
  plant('a test that runs alone', 'test', "import { test } from 'vitest';\n\ntest.only('one', () => {});", 'noFocusedTests');
  plant('a test that never runs', 'test', "import { test } from 'vitest';\n\ntest.skip('one', () => {});", 'noSkippedTests');
});

describe('between files that are there, a circle of imports', () => {
  planted.set('src/core/circle-one.ts', "import { two } from './circle-two.ts';\n\nexport const one = () => two;\n");
  planted.set('src/core/circle-two.ts', "import { one } from './circle-one.ts';\n\nexport const two = () => one;\n");
  test('is reported where it closes', () => {
    expect(reported.get('src/core/circle-one.ts')).toContain('noImportCycles');
    expect(reported.get('src/core/circle-two.ts')).toContain('noImportCycles');
  });
  const bare = "import { one } from './circle-one';\n\nexport const two = one;";
  plant('a path of ours names the file whole, with its extension', 'src/core', bare, 'useImportExtensions');
});

describe('a promise is awaited', () => {
  const later = 'async function later(): Promise<boolean> {\n  return true;\n}\n\n';
  plant('one that nobody waits for is reported', 'src/core', `${later}export function one(): void {\n  later();\n}`, 'noFloatingPromises');
  plant('so is one that is taken for its value', 'src/core', `${later}export const one = () => (later() ? 1 : 2);`, 'noMisusedPromises');
  plant('awaited, it passes', 'src/core', `${later}export async function one(): Promise<void> {\n  await later();\n}`, null);
});
