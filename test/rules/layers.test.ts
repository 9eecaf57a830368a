import { beforeAll, describe, expect, test } from 'vitest';
import { reportedRules } from './planted-files.ts';

const rooms = ['core', 'data', 'show', 'delivery', 'collect', 'features', 'bot', 'app', 'cli'] as const;
type Room = (typeof rooms)[number];

/** Which other rooms each may import from, whatever the file. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  core: [],
  data: ['core'],
  show: ['core'],
  delivery: ['core', 'data', 'show'],
  collect: ['core', 'data', 'show', 'delivery'],
  features: ['core', 'data', 'show', 'delivery', 'collect'],
  bot: ['core', 'data', 'show', 'delivery', 'collect', 'features'],
  app: ['core', 'data', 'show', 'delivery', 'collect', 'features', 'bot'],
  cli: ['core', 'data', 'show', 'delivery', 'collect', 'features', 'bot', 'app'],
};
/** A folder of each room at two depths: the rules hold however deep a file lies. */
const foldersOf = (room: Room) => [room, `${room}/inner`, `${room}/inner/innermost`];
const refusedIn = (room: Room) => rooms.filter(other => other !== room && !mayImport[room].includes(other));

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

function plantText(folder: string, text: string, name = `planted-${planted.size}.ts`): string {
  const path = `${folder}/${name}`;
  planted.set(path, text);
  return path;
}

const isRefused = (path: string) => reported.get(path)?.includes('noRestrictedImports') ?? false;

describe('between the rooms of src', () => {
  for (const room of rooms) {
    for (const folder of foldersOf(room)) {
      const up = '../'.repeat(folder.split('/').length);
      const common = room === 'core' ? [] : ['#log.ts', '#package-root.ts'];
      rule(`${folder} may import ${mayImport[room].join(', ') || 'no other room'}, by #`, `src/${folder}`, {
        may: [...mayImport[room].flatMap(other => [`#${other}/one.ts`, `#${other}/inner/one.ts`]), ...common, './one.ts'],
        mayNot: [
          ...refusedIn(room).flatMap(other => [`#${other}/one.ts`, `#${other}/inner/one.ts`]),
          ...rooms.filter(other => other !== room).map(other => `${up}${other}/one.ts`),
        ],
      });
    }
    rule(`within ${room}, paths are relative`, `src/${room}/inner`, { may: ['../one.ts', '../other/one.ts'] });
  }
  rule('the top may import every room', 'src', { may: rooms.map(room => `./${room}/one.ts`) });
  rule('a folder that has no row may import nothing', 'src/newcomer', { mayNot: ['#core/one.ts', '#log.ts', './one.ts'] });

  const refusedInLog = ['./core/one.ts', '../demo/one.ts', '#core/one.ts', 'kysely', 'better-sqlite3', 'pg', '@slack/bolt'];
  planted.set('src/log.ts', refusedInLog.map(from => `export { one } from '${from}';\n`).join(''));
  test('log.ts, which everyone may import, imports nothing of ours', () => {
    expect(reported.get('src/log.ts')?.filter(name => name === 'noRestrictedImports')).toHaveLength(refusedInLog.length);
  });
});

describe('outside src', () => {
  for (const path of ['src', ...rooms.flatMap(foldersOf).map(folder => `src/${folder}`)]) {
    rule(`${path} imports neither demo nor test nor bench`, path, {
      mayNot: ['demo', 'test', 'bench'].map(outside => `${'../'.repeat(path.split('/').length)}${outside}/one.ts`),
    });
  }
  rule('demo may import src', 'demo/slack', { may: ['#app/one.ts', '../main.ts'], mayNot: ['../../test/one.ts', '../../bench/one.ts'] });
  rule('test may import src and demo', 'test/bot', { may: ['#app/one.ts', '../../demo/main.ts'] });
});

describe('packages', () => {
  const database = ['kysely', 'kysely/helpers/sqlite', 'better-sqlite3', 'pg'];
  const slack = ['@slack/bolt', '@slack/types'];
  for (const folder of ['core', 'core/query']) {
    rule(`${folder} uses dayjs, chrono-node, damerau-levenshtein and the price library, nothing else`, `src/${folder}`, {
      may: ['dayjs', 'dayjs/plugin/utc.js', 'chrono-node', 'chrono-node/en', 'damerau-levenshtein', '@pydantic/genai-prices'],
      mayNot: [...database, ...slack, 'node:fs', 'node:crypto', 'fs', 'zod', 'pino', 'bottleneck', '#core'],
    });
  }
  rule('data uses the database', 'src/data/database', { may: ['kysely', 'kysely/helpers/sqlite', 'better-sqlite3', 'pg'], mayNot: slack });
  for (const folder of ['bot', 'bot/inner', 'delivery/slack'])
    rule(`${folder} uses Slack`, `src/${folder}`, { may: ['@slack/bolt'], mayNot: database });
  for (const folder of [
    'show',
    'show/charts',
    'delivery/outbox',
    'collect',
    'collect/openai',
    'features',
    'features/alerts',
    'app',
    'cli',
    '',
  ]) {
    rule(`${folder || 'the top'} uses neither Slack nor the database`, `src/${folder}`.replace(/\/$/, ''), {
      may: ['zod', 'node:crypto'],
      mayNot: [...database, ...slack],
    });
  }

  const blocks = "import type { KnownBlock } from '@slack/types';\n\nexport type Block = KnownBlock;\n";
  const mayShow = [
    plantText('src/show/blocks', blocks),
    plantText('src/features/alerts', blocks, 'blocks.ts'),
    plantText('src/features/alerts', blocks, 'form.ts'),
  ];
  const mayNotShow = [plantText('src/features/alerts', blocks), plantText('src/app', blocks, 'blocks.ts')];
  test('of @slack, what is named after blocks and forms uses the types', () => {
    expect([...mayShow.map(path => reported.has(path)), ...mayNotShow.map(isRefused)]).toEqual([false, false, false, true, true]);
  });

  const query = "import { sql } from 'kysely';\n\nexport const one = sql;\n";
  const stores = ['src/features/alerts', 'src/delivery/outbox'].map(folder => plantText(folder, query, 'planted-store.ts'));
  const elsewhere = plantText('src/bot', query, 'planted-store.ts');
  test('a store uses the database, in the rooms that have stores', () => {
    expect([...stores.map(path => reported.has(path)), isRefused(elsewhere)]).toEqual([false, false, true]);
  });

  const calculates = "import { calcPrice } from '@pydantic/genai-prices';\n\nexport const two = calcPrice;\n";
  const calculating = ['src/core', 'src/core/prices'].map(folder => plantText(folder, calculates));
  test('the price library is read as data, and does not calculate', () => expect(calculating.map(isRefused)).toEqual([true, true]));
});

describe('in whatever way it is imported', () => {
  const ways = {
    'as a type': "import type { One } from '#data/one.ts';\n\nexport type Two = One;\n",
    'to pass it on': "export { one } from '#data/one.ts';\n",
    'for its effect': "import '#data/one.ts';\n",
    'when it is needed': "export const one = () => import('#data/one.ts');\n",
  };
  for (const [way, text] of Object.entries(ways)) {
    const path = plantText('src/core', text);
    test(`${way}, a refused import is refused`, () => expect(isRefused(path)).toBe(true));
  }
});
