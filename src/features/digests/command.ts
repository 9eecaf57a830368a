import { numberAt } from '#core/query/command-words.ts';
import type { Filter, Problem } from '#core/query/query.ts';
import { problem } from '#core/query/query-problems.ts';
import { type QueryContext, type Question, textAt } from '#core/query/question-words.ts';
import { readSettings, type Settings, settingWords } from '../setup/command-settings.ts';
import { type ListCommand, type ListedKind, listVerbs, readCommand, readListCommand, type Unknown } from '../setup/list-command.ts';
import type { DigestTime, Rhythm } from './slot.ts';

/** The settings of a digest; those not typed are left out. A null channel is the one where the command is typed. */
type DigestSettings = Partial<DigestTime> & Pick<Settings, 'filters' | 'channelId'>;

export type DigestCommand =
  | Exclude<ListCommand, { do: 'change' }>
  | { readonly do: 'create'; readonly settings: DigestSettings & { readonly rhythm: Rhythm } }
  | { readonly do: 'change'; readonly number: number; readonly changes: DigestSettings }
  | { readonly do: 'preview'; readonly rhythm: Rhythm; readonly filters: readonly Filter[] }
  /** Of an existing digest. */
  | { readonly do: 'preview one'; readonly number: number };

const kind: ListedKind = {
  noun: 'digest',
  clauses: ['period', 'minutes', 'timeZone', 'filters', 'channelId'],
  change: 'at 9:00',
};
const rhythms = { day: 'daily', week: 'weekly', month: 'monthly' } as const;
const whichRhythm = 'A digest is daily, weekly or monthly.';

/** Parses `digest …`: `digest daily at 9:00 Europe/Berlin for project Search` with its settings in any order, or what to do with a listed digest. Never throws. */
export function parseDigestCommand(text: string, context: QueryContext): DigestCommand | Problem {
  return readCommand<DigestCommand>(text, context, {
    understand: question =>
      ['preview', 'show'].includes(textAt(question, 1)) ? preview(question) : (listCommand(question) ?? create(question)),
    known: at => (at === 1 ? [...Object.values(rhythms), ...Object.keys(rhythms), ...listVerbs, 'preview'] : settingWords),
    hint: at => (at === 1 ? whichRhythm : 'Say a time, a time zone, a scope or a channel.'),
    example: 'digest daily at 9:00 Europe/Berlin',
  });
}

function listCommand(question: Question): DigestCommand | Problem | Unknown | null {
  const read = readListCommand(question, kind);
  if (read === null || !('do' in read) || read.do !== 'change') return read;
  const changes = settingsOf(read.changes);
  return 'problem' in changes ? changes : { ...read, changes };
}

function create(question: Question): DigestCommand | Problem | Unknown {
  const read = readSettings(question, 1, kind.clauses);
  if (!('settings' in read)) return read;
  const settings = settingsOf(read.settings);
  if ('problem' in settings) return settings;
  const { rhythm } = settings;
  return rhythm === undefined ? problem(whichRhythm) : { do: 'create', settings: { ...settings, rhythm } };
}

function preview(question: Question): DigestCommand | Problem | Unknown {
  const number = numberAt(question, 2);
  if (number !== null && question.words.length === 3) return { do: 'preview one', number };
  const read = readSettings(question, 2, ['period', 'filters']);
  if (!('settings' in read) && question.words.length > 3) return read;
  const settings = 'settings' in read ? settingsOf(read.settings) : {};
  if ('problem' in settings) return settings;
  const { rhythm, filters = [] } = settings;
  if (rhythm === undefined) return problem('Say which digest to show: daily, weekly or monthly.', { suggestion: 'digest preview daily' });
  return { do: 'preview', rhythm, filters };
}

function settingsOf({ period, ...settings }: Settings): DigestSettings | Problem {
  if (period === 'quarter') return problem(whichRhythm);
  return period === undefined ? settings : { ...settings, rhythm: rhythms[period] };
}
