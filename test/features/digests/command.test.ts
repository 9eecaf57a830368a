import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Names } from '#core/usage/team-names.ts';
import { parseDigestCommand } from '#features/digests/command.ts';

const names: Names = {
  models: ['gpt-4o-2024-08-06'],
  users: [],
  projects: [
    { id: 'proj_1', name: 'Search', email: null },
    { id: 'proj_2', name: 'at 9:00 in #ops', email: null },
  ],
  keys: [],
  sources: ['admin'],
};
const read = (text: string) => parseDigestCommand(text, { now: new Date('2026-11-22T12:00:00Z'), names });
const search = [{ dimension: 'project', values: ['proj_1'], exclude: false }];

describe('digest …', () => {
  it.each([
    ['digest', { do: 'list' }],
    ['digests list', { do: 'list' }],
    ['digest daily', { do: 'create', settings: { rhythm: 'daily' } }],
    ['digest daily at 9:00 Europe/Berlin', { do: 'create', settings: { rhythm: 'daily', minutes: 540, timeZone: 'Europe/Berlin' } }],
    [
      'digest weekly on Monday at 6:30pm america/new_york',
      { do: 'create', settings: { rhythm: 'weekly', minutes: 1110, timeZone: 'America/New_York' } },
    ],
    ['digest monthly at 8 utc here', { do: 'create', settings: { rhythm: 'monthly', minutes: 480, timeZone: 'Etc/UTC', channelId: null } }],
    [
      'digest daily at 9:00 Europe/Berlin for project Search in <#C123|ml-costs>',
      { do: 'create', settings: { rhythm: 'daily', minutes: 540, timeZone: 'Europe/Berlin', filters: search, channelId: 'C123' } },
    ],
    ['digest daily for project Search at 12am', { do: 'create', settings: { rhythm: 'daily', minutes: 0, filters: search } }],
    [
      'digest daily for project "at 9:00 in #ops"',
      { do: 'create', settings: { rhythm: 'daily', filters: [{ dimension: 'project', values: ['proj_2'], exclude: false }] } },
    ],
    [
      'digest weekly for project Search on Mondays in Europe/Berlin at 9 pm',
      { do: 'create', settings: { rhythm: 'weekly', minutes: 1260, timeZone: 'Europe/Berlin', filters: search } },
    ],
    ['digest at 9:00 every month', { do: 'create', settings: { rhythm: 'monthly', minutes: 540 } }],
    ['digest pause 2', { do: 'pause', number: 2 }],
    ['digest stop 2', { do: 'pause', number: 2 }],
    ['digest resume #2', { do: 'resume', number: 2 }],
    ['digest delete 2', { do: 'remove', number: 2 }],
    ['digest change 2 at 10:15', { do: 'change', number: 2, changes: { minutes: 615 } }],
    ['digest change 2 to weekly for everything', { do: 'change', number: 2, changes: { rhythm: 'weekly', filters: [] } }],
    ['digest preview monthly', { do: 'preview', rhythm: 'monthly', filters: [] }],
    ['digest preview daily for project Search', { do: 'preview', rhythm: 'daily', filters: search }],
    ['digest preview 3', { do: 'preview one', number: 3 }],
  ])('reads `%s`', (text, command) => {
    expect(read(text)).toEqual(command);
  });

  it.each([
    ['digest dayly at 9', 'digest daily at 9'],
    ['digest weekly at 9 Berlin', 'digest weekly at 9 Europe/Berlin'],
    ['digest weekly at 9 Europe/Berlni', 'digest weekly at 9 Europe/Berlin'],
    ['digest pause', 'digest'],
    ['digest daily at 25:00', 'digest daily at 9:00'],
    ['digest daily at', null],
    ['digest quarterly', null],
    ['digest daily for project Serach', 'digest daily for project "Search"'],
    ['digest daily for project Search by model', 'digest daily at 9:00 Europe/Berlin'],
    ['digest daily for project Search last 7 days yesterday', 'digest daily at 9:00 Europe/Berlin'],
    ['digest daily for last 7 days', null],
    ['digest daily weekly', null],
    ['digest daily in #ops', null],
    ['digest change 1', null],
  ])('names what it does not understand of `%s`, and what is near', (text, suggestion) => {
    const problem = read(text);
    expect(problem).toMatchObject({ problem: expect.any(String), suggestion });
  });

  it('never throws, and suggests only what it understands', () => {
    const word = fc.constantFrom(
      ...'digest daily weekly at 9:00 99:99 Europe/Berlin for project Search in <#C1|x> #x pause change 1 preview "'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map(words => words.join(' ')),
        ),
        text => {
          const result = read(`digest ${text}`);
          if (!('problem' in result) || result.suggestion === null) return;
          expect(read(result.suggestion)).toHaveProperty('do');
        },
      ),
      { numRuns: 500 },
    );
  });
});
