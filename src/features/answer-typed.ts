import { asksAllTime } from '#core/query/periods/read-part-of.ts';
import { withoutDecoration } from '#core/query/without-decoration.ts';
import type { Instant } from '#core/time/day.ts';
import { firstCollectedDay } from '#data/ledger/readings.ts';
import { readKnown } from '#data/ledger/stored-names.ts';
import { problemMessage } from '#show/blocks/plain-replies.ts';
import { type ProblemView, problemJson, problemText, problemView } from '#show/plain-views.ts';
import { type Asker, notForThem } from './access/asker.ts';
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
export async function readTyped(parts: Parts, given: string, asker: Asker, now: Instant): Promise<Request | ProblemView> {
  const context = await contextOf(parts, given, asker, now);
  const { typed } = context;
  const impersonal = { ...context, names: { ...context.names, users: [], keys: [] } };
  const read = async (text: string) => {
    const whole = await readText(parts, { ...context, typed: text }, asker);
    // A problem says what the words are near to. Whoever may not see people and keys does not learn their names.
    if (asker.maySeePeople || !('problem' in whole)) return whole;
    const others = await readText(parts, { ...impersonal, typed: text }, asker);
    // What may be a person's name is not the rest of the question: `what did Bill spend`.
    return 'problem' in others ? others : notForThem(asker, 'by model last 7d');
  };
  const first = await read(typed);
  if (!('problem' in first)) return first;
  const isTyped = (text: string) => [typed, given].some(one => text.trim().toLowerCase() === one.trim().toLowerCase());
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
  let first: ProblemView | null = null;
  for (const { listed, rest, typed } of addressed(parts.features, context.typed)) {
    const feature = await listed.load();
    const allowed = (await feature.mayAsk?.(asker)) ?? true;
    if (allowed !== true) return allowed;
    if (namesPeople(asker.within) && !asker.maySeePeople && feature.ignoresScope !== true) return personalScope;
    const request = feature.read(rest, { ...context, typed });
    if (request === null) continue;
    if (!('problem' in request)) return { feature: listed.name, request };
    first ??= { kind: 'problem', ...request };
    // Whoever starts with a feature's word means the feature.
    if (typed === context.typed) break;
  }
  if (first === null) throw new Error(`No feature reads "${context.typed}"`);
  return first;
}

const personalScope = problemView(
  'This channel shows only figures of a single person or key, and those are for admins: an admin can change that with /spend settings.',
);

interface Addressed {
  readonly listed: ListedFeature;
  /** The text after the feature's word. */
  readonly rest: string;
  /** The whole text, starting with the feature's word. */
  readonly typed: string;
}

/**
 * The features that `typed` may be for, in order: one that claims it, the one whose word comes first, the one whose word comes after
 * words such as `show me the`, one that recognizes the sentence, and plain questions. The first that understands it answers.
 */
function addressed(features: FeatureList, typed: string): Addressed[] {
  for (const listed of features) {
    const rest = listed.claims?.(typed) ?? null;
    if (rest !== null) return [{ listed, rest, typed }];
  }
  const opening = openingPattern.exec(typed)?.[0] ?? '';
  const opened = opening === '' ? '' : typed.slice(opening.length).replace(/^[\s?!.]+/, '');
  const recognized = features.flatMap(listed => {
    const rest = listed.recognizes?.(typed) ?? null;
    return rest === null ? [] : [{ listed, rest, typed: `${listed.words[0]} ${rest}`.trim() }];
  });
  return [
    ...namedFirst(features, typed),
    ...(opened === '' ? [] : namedFirst(features, opened)),
    ...recognized,
    { listed: questionsOf(features), rest: typed, typed },
  ];
}

function namedFirst(features: FeatureList, typed: string): Addressed[] {
  const [, word = '', rest = ''] = /^\s*([^\s,:?]+|\?)?[\s,:?]*([\s\S]*?)\s*$/.exec(typed) ?? [];
  const listed = features.find(({ words }) => words.includes(word.toLowerCase()));
  return listed === undefined ? [] : [{ listed, rest, typed }];
}

/** What people say before the word of a feature: `please show me the`. */
const openingPattern =
  /^\s*(?:(?:please|hey|hi|hello|ok|can|could|would|i|you|show|give|tell|get|open|see|view|list|check|me|us|what|is|are|what's|the|our|current|a|an|my(?=\s+(?:budget|alert|digest)s?\b))\b[\s,]*)+/i;

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
  const firstDay = asksAllTime(typed) ? await firstCollectedDay(parts.database) : null;
  const context = { now, names, known, commands, firstDay };
  return { ...context, typed: withoutDecoration(typed, context, commands) };
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
