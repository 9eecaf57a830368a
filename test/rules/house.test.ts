import { describe, expect, it } from 'vitest';
import {
  circles,
  crowdedFolders,
  fileNamesBorneTwice,
  importsUpwards,
  longFiles,
  namesExportedTwice,
  sourceTree,
  type Tree,
} from './tree.ts';

/** Each feature may use those before it. One that is not listed may use all of them, and none of them may use it. */
const featureOrder = [
  ...['access', 'setup', 'verdict', 'answers', 'why', 'forecast', 'check', 'export', 'prices', 'status', 'me', 'budgets', 'overview'],
  ...['alerts', 'digests', 'settings', 'welcome', 'help', 'home'],
];
/** Each feature's file of this name does the same for it; a command of the command line is named after what it does. */
const isAgreed = (path: string) =>
  /\/(?:command|view|words|blocks|text|json|chart|form|feature|.*-store|.*-job)\.ts$/.test(path) || path.startsWith('src/cli/');

const source = sourceTree();

describe('in src', () => {
  it('there is something to count', () => expect(source.size).toBeGreaterThan(200));
  it('no folder has more than 30 files', () => expect(crowdedFolders(source, 30)).toEqual([]));
  it('no file has more than 250 lines', () => expect(longFiles(source, 250)).toEqual([]));
  it('no file imports itself through others, types included', () => expect(circles(source)).toEqual([]));
  it('no name is exported twice', () => expect(namesExportedTwice(source)).toEqual([]));
  it('no file name is borne twice but the agreed ones', () => expect(fileNamesBorneTwice(source, isAgreed)).toEqual([]));
  it('no feature uses one that comes after it', () => expect(importsUpwards(source, featureOrder)).toEqual([]));
});

/** A tree of files with these texts. */
const planted = (files: Readonly<Record<string, string>>): Tree => new Map(Object.entries(files));
const files = (count: number) =>
  planted(Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/core/file-${index}.ts`, ''])));
const lines = (count: number) => planted({ 'src/core/long.ts': 'export {};\n'.repeat(count) });

describe('the count finds', () => {
  it('a folder of 31 files, not one of 30, nor files in folders within it', () => {
    expect(crowdedFolders(files(31), 30)).toEqual(['src/core: 31 files']);
    expect(crowdedFolders(files(30), 30)).toEqual([]);
    expect(crowdedFolders(new Map([...files(30), ['src/core/inner/one.ts', '']]), 30)).toEqual([]);
  });

  it('a file of 251 lines, not one of 250', () => {
    expect(longFiles(lines(251), 250)).toEqual(['src/core/long.ts: 251 lines']);
    expect(longFiles(lines(250), 250)).toEqual([]);
  });

  it.each([
    ['types', "import type { Two } from './inner/two.ts';\n", "import type { One } from '../one.ts';\n"],
    ['values, by #', "import { two } from '#core/inner/two.ts';\n", "import { one } from '#core/one.ts';\n"],
    ['what is passed on', "export { two } from './inner/two.ts';\n", "export * from '../one.ts';\n"],
    ['what is imported when it is needed', "const two = () => import('./inner/two.ts');\n", "import '../one.ts';\n"],
  ])('a circle of %s, not what only leads to it', (_what, one, two) => {
    const around = { 'src/core/before.ts': "import './one.ts';\n", 'src/core/inner/after.ts': '' };
    const circle = { ...around, 'src/core/one.ts': one, 'src/core/inner/two.ts': `${two}import './after.ts';\n` };
    expect(circles(planted(circle))).toEqual(['src/core/one.ts src/core/inner/two.ts']);
    expect(circles(planted({ ...circle, 'src/core/inner/two.ts': "import './after.ts';\n" }))).toEqual([]);
  });

  it('a circle of three, and apart from it another', () => {
    const imports = { a: 'b', b: 'c', c: 'a', d: 'e', e: 'd' };
    const tree = Object.entries(imports).map(([from, to]) => [`src/${from}.ts`, `import './${to}.ts';\n`]);
    expect(circles(planted(Object.fromEntries(tree)))).toEqual(['src/a.ts src/b.ts src/c.ts', 'src/d.ts src/e.ts']);
  });

  it.each([
    ['export const same = 1;', 'export function same() {}'],
    ['export type same = 1;', 'export interface same {}'],
    ['export class same {}', 'const other = 1;\nexport { other as same };'],
    ['export const { same } = { same: 1 };', 'export async function same() {}'],
  ])('a name that is exported twice: %s %s', (one, two) => {
    expect(namesExportedTwice(planted({ 'src/one.ts': one, 'src/two.ts': two }))).toEqual(['same: src/one.ts src/two.ts']);
  });

  it('no name twice that is a type and a value of one file, passed on, or not exported', () => {
    const texts = {
      'src/one.ts': 'export const One = 1;\nexport type One = number;',
      'src/two.ts': "export { One } from './one.ts';",
      'src/three.ts': 'const One = 2;',
    };
    expect(namesExportedTwice(planted(texts))).toEqual([]);
  });

  it('a file name that is borne twice, not an agreed one', () => {
    const paths = ['core/totals.ts', 'data/totals.ts', 'features/a/view.ts', 'features/b/view.ts', 'features/a/a-store.ts'];
    const tree = planted(Object.fromEntries([...paths, 'cli/ask.ts', 'features/a/ask.ts'].map(path => [`src/${path}`, ''])));
    expect(fileNamesBorneTwice(tree, isAgreed)).toEqual(['totals.ts: src/core/totals.ts src/data/totals.ts']);
  });

  it('a feature that uses a later one, by value or by type, not one that uses an earlier', () => {
    const tree = planted({
      'src/features/features.ts': "import './second/view.ts';",
      'src/features/first/one.ts': "import type { View } from '../second/view.ts';",
      'src/features/first/two.ts': "import './one.ts';",
      'src/features/second/view.ts': "import '../first/two.ts';",
      'src/features/second/two.ts': "import '../newcomer/one.ts';",
      'src/features/newcomer/one.ts': "import '../first/one.ts';",
    });
    expect(importsUpwards(tree, ['first', 'second'])).toEqual([
      'src/features/first/one.ts imports src/features/second/view.ts',
      'src/features/second/two.ts imports src/features/newcomer/one.ts',
    ]);
  });
});
