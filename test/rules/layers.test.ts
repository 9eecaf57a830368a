import { beforeAll, describe, expect, test } from 'vitest';
import { reportedRules } from './planted-files.ts';

const folders = ['core', 'store', 'collect', 'ask', 'render', 'chart', 'slack', 'schedule', 'cli'] as const;
type Folder = (typeof folders)[number];

/** Which other folders each may import from, whatever the file. */
const mayImport: Readonly<Record<Folder, readonly Folder[]>> = {
  core: [],
  store: ['core'],
  collect: ['core', 'store'],
  ask: ['core', 'store'],
  render: ['core'],
  chart: ['core'],
  slack: ['core', 'ask', 'render', 'chart'],
  schedule: ['core', 'store', 'collect', 'ask', 'render', 'chart', 'slack'],
  cli: ['core', 'store', 'collect', 'ask', 'render', 'chart', 'slack', 'schedule'],
};
/** Folders inside folders: their files have a longer way to the others. */
const nested = { 'core/grammar': 'core', 'render/blocks': 'render', 'slack/commands': 'slack' } as const;
const fileOf = (folder: Folder) => `${folder}/one.ts`;
const allowedFrom = (folder: Folder) => mayImport[folder].map(fileOf);
const refusedFrom = (folder: Folder) => folders.filter(other => other !== folder && !mayImport[folder].includes(other)).map(fileOf);

const planted = new Map<string, string>();
let reported: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  reported = await reportedRules(planted);
});

/** Plants a file in `folder` for each import; it promises that those of `mayNot` are reported, and nothing about the others. */
function rule(promise: string, folder: string, imports: { readonly may?: readonly string[]; readonly mayNot?: readonly string[] }): void {
  const plant = (from: string) => plantText(folder, `import { one } from '${from}';\n\nexport const two = one;\n`);
  const may = imports.may?.map(from => ({ from, path: plant(from) })) ?? [];
  const mayNot = imports.mayNot?.map(from => ({ from, path: plant(from) })) ?? [];
  test(promise, () => {
    expect(mayNot.filter(({ path }) => !isRefused(path)).map(({ from }) => from)).toEqual([]);
    expect(may.filter(({ path }) => reported.has(path)).map(({ from }) => from)).toEqual([]);
  });
}

function plantText(folder: string, text: string): string {
  const path = `${folder}/planted-${planted.size}.ts`;
  planted.set(path, text);
  return path;
}

const isRefused = (path: string) => reported.get(path)?.includes('noRestrictedImports') ?? false;

describe('between the folders of src', () => {
  for (const folder of folders) {
    const may = [...allowedFrom(folder), 'log.ts'].map(file => `../${file}`);
    const mayNot = refusedFrom(folder).map(file => `../${file}`);
    rule(`${folder} may import ${mayImport[folder].join(', ') || 'no other folder'}`, `src/${folder}`, {
      may: [...may, './one.ts'],
      mayNot,
    });
  }
  for (const [path, folder] of Object.entries(nested)) {
    const may = [...allowedFrom(folder), 'log.ts'].map(file => `../../${file}`);
    const mayNot = [...refusedFrom(folder), 'app.ts'].map(file => `../../${file}`);
    rule(`${path} may import what ${folder} may, and ${folder}`, `src/${path}`, { may: [...may, '../one.ts', './one.ts'], mayNot });
  }
  for (const folder of folders.filter(name => name !== 'cli'))
    rule(`${folder} may not import the top`, `src/${folder}`, { mayNot: ['../app.ts'] });
  rule('the top may import every folder', 'src', { may: folders.map(folder => `./${fileOf(folder)}`) });
  rule('cli may import the top', 'src/cli', { may: ['../app.ts'] });
  rule('render may import the view models of ask', 'src/render', {
    may: ['../ask/view.ts', '../ask/view-check.ts'],
    mayNot: ['../ask/viewing.ts'],
  });
  rule('so may its blocks', 'src/render/blocks', {
    may: ['../../ask/view.ts', '../../ask/view-check.ts'],
    mayNot: ['../../ask/answer.ts'],
  });
  rule('chart may import the chart configuration of render', 'src/chart', {
    may: ['../render/chart-config.ts'],
    mayNot: ['../render/chart-axis.ts'],
  });
  rule('a folder that has no row may import nothing', 'src/newcomer', { mayNot: ['../core/one.ts', '../log.ts', './one.ts'] });
  rule('nor may a new folder inside a folder', 'src/store/queries', { mayNot: ['../one.ts', '../../slack/one.ts'] });
  rule('nor one inside that', 'src/slack/commands/budget', { mayNot: ['../one.ts', '../../../store/one.ts'] });

  const refusedInLog = ['./core/one.ts', '../demo/one.ts', 'kysely', 'kysely/helpers/sqlite', 'better-sqlite3', 'pg', '@slack/bolt'];
  planted.set('src/log.ts', refusedInLog.map(from => `export { one } from '${from}';\n`).join(''));
  test('log.ts, which everyone may import, imports nothing of ours', () => {
    expect(reported.get('src/log.ts')?.filter(name => name === 'noRestrictedImports')).toHaveLength(refusedInLog.length);
  });
});

describe('outside src', () => {
  const outside = ['demo/one.ts', 'test/one.ts', 'bench/one.ts'];
  const folderPaths = folders.map(folder => `src/${folder}`);
  for (const path of ['src', ...folderPaths, ...Object.keys(nested).map(folder => `src/${folder}`)]) {
    rule(`${path} imports neither demo nor test nor bench`, path, {
      mayNot: outside.map(file => `${'../'.repeat(path.split('/').length)}${file}`),
    });
  }
  rule('demo may import src', 'demo/slack', {
    may: ['../../src/app.ts', '../main.ts'],
    mayNot: ['../../test/one.ts', '../../bench/one.ts'],
  });
  rule('test may import src and demo', 'test/slack', { may: ['../../src/app.ts', '../../demo/main.ts'] });
});

describe('packages', () => {
  const database = ['kysely', 'kysely/helpers/sqlite', 'better-sqlite3', 'pg'];
  const slack = ['@slack/bolt', '@slack/web-api'];
  const inCore = {
    may: ['dayjs', 'dayjs/plugin/utc.js', 'chrono-node', 'chrono-node/en', '@pydantic/genai-prices'],
    mayNot: [...database, ...slack, '@slack/types', 'node:fs', 'node:crypto', 'fs', 'zod', 'pino', 'bottleneck', '#core'],
  };
  rule('core uses dayjs, chrono-node and the price library, nothing else', 'src/core', inCore);
  rule('so does core/grammar', 'src/core/grammar', inCore);
  rule('store uses the database', 'src/store', { may: ['kysely', 'kysely/helpers/sqlite', 'better-sqlite3'], mayNot: slack });
  for (const folder of ['slack', 'slack/commands'])
    rule(`${folder} uses Slack`, `src/${folder}`, { may: ['@slack/bolt'], mayNot: database });
  for (const folder of ['collect', 'ask', 'render', 'render/blocks', 'chart', 'schedule', 'cli']) {
    rule(`${folder} uses neither Slack nor the database`, `src/${folder}`, {
      may: ['zod', 'node:crypto'],
      mayNot: [...database, ...slack],
    });
  }
  rule('nor does the top', 'src', { may: ['zod', 'node:crypto'], mayNot: [...database, ...slack] });

  const blocks = "import type { KnownBlock } from '@slack/types';\n\nexport type Block = KnownBlock;\n";
  const [render, renderBlocks, ask] = [
    plantText('src/render', blocks),
    plantText('src/render/blocks', blocks),
    plantText('src/ask', blocks),
  ];
  test('of @slack, render uses the types', () => {
    expect([reported.has(render), reported.has(renderBlocks), isRefused(ask)]).toEqual([false, false, true]);
  });

  const calculates = "import { calcPrice } from '@pydantic/genai-prices';\n\nexport const two = calcPrice;\n";
  const calculating = ['src/core', 'src/core/grammar'].map(folder => plantText(folder, calculates));
  test('the price library is read as data, and does not calculate', () => expect(calculating.map(isRefused)).toEqual([true, true]));
});

describe('in whatever way it is imported', () => {
  const ways = {
    'as a type': "import type { One } from '../store/one.ts';\n\nexport type Two = One;\n",
    'to pass it on': "export { one } from '../store/one.ts';\n",
    'for its effect': "import '../store/one.ts';\n",
    'when it is needed': "export const one = () => import('../store/one.ts');\n",
  };
  for (const [way, text] of Object.entries(ways)) {
    const path = plantText('src/core', text);
    test(`${way}, a refused import is refused`, () => expect(isRefused(path)).toBe(true));
  }
});
