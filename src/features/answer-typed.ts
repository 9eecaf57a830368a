import type { Instant } from '#core/time/day.ts';
import { readKnown } from '#data/ledger/stored-names.ts';
import { problemMessage } from '#show/blocks/plain-replies.ts';
import { type ProblemView, problemJson, problemText, problemView } from '#show/plain-views.ts';
import type { Asker } from './access/asker.ts';
import { namesPeople, namesWithin } from './access/channel-scope.ts';
import type { FeatureList, ListedFeature, ParseContext, Parts, ReadRequest, Shown } from './feature.ts';

/** The result of a question: an answer, or the problem that prevents one. */
export type Outcome = Shown & { readonly problem: ProblemView | null };

/** Records which feature answers and how long it takes. */
export type Measure = <T>(feature: string, answer: () => Promise<T>) => Promise<T>;

/**
 * Answers what `asker` typed, as of `now`: with the feature whose word comes first, otherwise as a plain question.
 * Figures for individual people and keys go only to people who may see them, and a channel's scope limits its answers.
 */
export async function answerTyped(
  parts: Parts,
  typed: string,
  asker: Asker,
  now: Instant,
  measure: Measure = (_feature, answer) => answer(),
): Promise<Outcome> {
  const read = await readTyped(parts, typed, asker, now);
  if ('problem' in read) return refusal(read);
  const answer = await measure(read.feature, () => read.request.answer(parts, asker, now));
  if (!('view' in answer)) return refusal(answer);
  const readable = answer.mayRead(asker);
  return readable === true ? inScope(answer, asker) : refusal(readable);
}

interface Request {
  readonly feature: string;
  readonly request: ReadRequest;
}

/**
 * Parses what `asker` typed into a feature's request; a problem if it cannot be parsed or they may not ask it here. A
 * problem's suggestions always parse, and never repeat what was typed.
 */
export async function readTyped(parts: Parts, typed: string, asker: Asker, now: Instant): Promise<Request | ProblemView> {
  const context = await contextOf(parts, typed, asker, now);
  const impersonal = { ...context, names: { ...context.names, users: [], keys: [] } };
  const read = async (text: string) => {
    const whole = await readText(parts, { ...context, typed: text }, asker);
    // A problem says what the words are near to. Whoever may not see people and keys does not learn their names.
    return asker.maySeePeople || !('problem' in whole) ? whole : readText(parts, { ...impersonal, typed: text }, asker);
  };
  const first = await read(typed);
  if (!('problem' in first)) return first;
  const isTyped = (text: string) => text.trim().toLowerCase() === typed.trim().toLowerCase();
  const understood = async (text: string, tries: number): Promise<string | null> => {
    if (isTyped(text)) return null;
    const again = await read(text);
    if (!('problem' in again) || again.choices.length > 0) return text;
    return again.suggestion === null || tries === 0 ? null : understood(again.suggestion, tries - 1);
  };
  const choices = await Promise.all(first.choices.map(choice => understood(choice, 0)));
  return {
    ...first,
    suggestion: first.suggestion === null ? null : await understood(first.suggestion, 1),
    choices: choices.filter(choice => choice !== null),
  };
}

async function readText(parts: Parts, context: ParseContext, asker: Asker): Promise<Request | ProblemView> {
  const { listed, rest } = featureOf(parts.features, context.typed);
  const feature = await listed.load();
  const allowed = (await feature.mayAsk?.(asker)) ?? true;
  if (allowed !== true) return allowed;
  if (namesPeople(asker.within) && !asker.maySeePeople && feature.ignoresScope !== true) return personalScope;
  const own = feature.read(rest, context);
  const plain = questionsOf(parts.features);
  // If the feature declines, the whole text is a plain question.
  const request = own ?? (await plain.load()).read(context.typed, context);
  if (request === null) throw new Error(`No feature reads "${context.typed}"`);
  if ('problem' in request) return { kind: 'problem', ...request };
  return { feature: own === null ? plain.name : listed.name, request };
}

const personalScope = problemView(
  'This channel shows only figures of a single person or key, and those are for admins: an admin can change that with /spend settings.',
);

/** The feature that `typed` addresses, and the rest of the text. */
function featureOf(features: FeatureList, typed: string): { listed: ListedFeature; rest: string } {
  for (const listed of features) {
    const claimed = listed.claims?.(typed) ?? null;
    if (claimed !== null) return { listed, rest: claimed };
  }
  const [, word = '', rest = ''] = /^\s*([^\s,:?]+|\?)?[\s,:?]*([\s\S]*?)\s*$/.exec(typed) ?? [];
  const named = features.find(({ words }) => words.includes(word.toLowerCase()));
  return named === undefined ? { listed: questionsOf(features), rest: typed } : { listed: named, rest };
}

/** The feature that answers plain questions. */
function questionsOf(features: FeatureList): ListedFeature {
  const plain = features.find(({ words }) => words.length === 0);
  if (plain === undefined) throw new Error('No feature answers plain questions');
  return plain;
}

async function contextOf(parts: Parts, typed: string, asker: Asker, now: Instant): Promise<ParseContext> {
  const known = await readKnown(parts.database);
  const names = await namesWithin(parts.database, asker.within, now, known.names);
  const commands = parts.features.flatMap(({ words }) => words.slice(0, 1)).filter(word => word !== '');
  return { now, names, known, typed, commands };
}

/** `answer`, limited to the scope of the asker's channel. Refuses an answer that cannot be limited. */
function inScope(answer: Shown, { within }: Pick<Asker, 'within'>): Outcome {
  const inside = within.length === 0 ? answer : answer.inScope();
  if (inside !== null) return { ...inside, problem: null };
  return refusal(
    problemView('This is about everything, and this channel shows only a part. Ask in another channel, or write to spendbot directly.', {
      suggestion: 'by model last 7d',
    }),
  );
}

/** A problem in the shape of an answer. */
function refusal(view: ProblemView): Outcome {
  return {
    view,
    problem: view,
    isShareable: false,
    lacksDays: false,
    mayRead: () => true,
    inScope: () => refusal(view),
    blocks: () => problemMessage(view),
    text: () => problemText(view),
    json: () => problemJson(view),
    csv: () => null,
    chart: () => null,
    file: () => null,
  };
}
