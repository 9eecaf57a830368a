import type { Collections } from '#collect/collections.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { Problem } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { LeftOut } from '#core/usage/left-out.ts';
import type { Names } from '#core/usage/team-names.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import type { Known } from '#data/ledger/stored-names.ts';
import type { CurrentTroubles } from '#delivery/jobs/current-troubles.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { Rendered } from '#delivery/outbox/send-entry.ts';
import type { TextFile } from '#delivery/slack/upload.ts';
import type { Message } from '#show/blocks/message.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import type { ProblemView, Within } from '#show/plain-views.ts';
import type { Terminal } from '#show/terminal/terminal.ts';
import type { TextLine } from '#show/terminal/text-line.ts';
import { viewJson } from '#show/view-json.ts';
import type { Asker, Reader } from './access/asker.ts';
import type { Form } from './setup/form.ts';

/** A view model: all that rendering needs, without the database, the clock or Slack. Names are not escaped; renderers do that. */
export interface View {
  readonly kind: string;
  /** The channel scope that limits it; left out without one. */
  readonly within?: Within;
  /** The first day the figures cover, if the rows of older days were dropped. */
  readonly detailsFrom?: Day;
  /** What was left out of its days; absent if nothing was. */
  readonly leftOut?: readonly LeftOut[];
  /** Its days that were not collected, where it has any. */
  readonly missingDays?: readonly Day[];
  readonly dataFrom?: Day;
}

/** What features work with. */
export interface Parts extends AskParts {
  /** Who may see figures for individual people and keys. */
  readonly peopleVisible: 'admins' | 'everyone';
  /** Slack ids listed in SPEND_ADMINS. */
  readonly admins: readonly string[];
  /** Running collections, by source. */
  readonly running: Collections['running'];
  /** All features, for help and suggestions. */
  readonly features: FeatureList;
  /** What this process tries in vain; left out where nothing runs by itself. */
  readonly troubles?: Pick<CurrentTroubles, 'list'>;
  priceBook(): Promise<PriceBook>;
  /** Evaluates alerts right away, after a budget or alert was created or changed. */
  watchesChanged(): Promise<void>;
}

/** What a feature gets to parse its words. */
export interface ParseContext {
  readonly now: Instant;
  /** Names a question can use here: those within the channel's scope. */
  readonly names: Names;
  /** Where `all time` starts; null if nothing was collected, or nobody asks. */
  readonly firstDay: Day | null;
  /** What was just read from the database, so answering need not read it again. */
  readonly known: Known;
  /** The whole text as typed. */
  readonly typed: string;
  /** The main word of each feature, for suggestions. */
  readonly commands: readonly string[];
}

/** A question that works as written. */
interface HelpLine {
  readonly question: string;
  readonly meaning: string;
  /** True if it covers all spend, so a channel with a scope does not offer it. */
  readonly isOfEverything?: true;
}

/** Names from the team's own data, for examples. */
export interface HelpContext {
  readonly model: string;
  /** Null if no name can be quoted. */
  readonly project: string | null;
}

/** Buttons and menus whose `action_id` starts with `prefix`. */
export interface Action {
  readonly prefix: string;
  /** Performs the action. Returns a problem to show, or null if the message itself shows the result. */
  act(parts: Parts, pressed: Press, now: Instant): Promise<ProblemView | null>;
}

export interface Press {
  /** The `value` of a button or of the chosen option. */
  readonly value: string;
  readonly isMenu: boolean;
  readonly by: string;
  readonly channelId: string;
  /** Who pressed, and what they may do there. */
  readonly asker: Asker;
  /** Of who pressed. */
  readonly timeZone: string;
}

/** A kind of message that spendbot posts on its own. The outbox stores its view until it is rendered. */
export interface PostedKind {
  readonly kind: string;
  /** @param peopleVisible at the time of posting; decides what a channel may see. */
  render(view: View, peopleVisible: Parts['peopleVisible']): Rendered;
}

/** Registers `render` for stored views of `kind`. */
export function posted<V extends View>(kind: V['kind'], render: (view: V, peopleVisible: Parts['peopleVisible']) => Rendered): PostedKind {
  return { kind, render: (view, peopleVisible) => render(view as V, peopleVisible) };
}

/** One thing that spendbot can do. */
export interface Feature<Request, V extends View> {
  help?(context: HelpContext): readonly HelpLine[];
  /** Why `asker` may not use this feature here. If left out, everyone may. */
  mayAsk?(asker: Asker): Promise<true | ProblemView>;
  /** Parses the text after the feature's word; null if it is a plain question after all. Never throws, whatever was typed. */
  parse(rest: string, context: ParseContext): Request | Problem | null;
  answer(parts: Parts, request: Request, asker: Asker, now: Instant): Promise<V | ProblemView>;
  /** Whether `asker` may see `view`, checked each time it is shown; otherwise the refusal. If left out, everyone may. */
  mayRead?(view: V, asker: Asker): true | ProblemView;
  /** `view` limited to the channel's scope; null if it covers more. If left out, only a view with `within` is shown. */
  inScope?(view: V): V | null;
  blocks(view: V, reader: Reader): Message;
  text(view: V, terminal: Terminal): readonly TextLine[];
  /** What `--json` prints. If left out, the view itself, with money as decimal strings. */
  json?(view: V): object;
  csv?(view: V): string;
  chart?(view: V): Chart | null;
  /** The file to send with the message, if the question asks for one. */
  file?(view: V): TextFile | null;
  /** Whether a running collection may fill in days the answer lacks. */
  lacksDays?(view: V): boolean;
  /** Whether it works also in a channel whose scope not everyone may see: it sets that scope. */
  readonly ignoresScope?: true;
  /** Whether its answers can be shared in a channel. */
  readonly isShareable?: true;
  readonly actions?: readonly Action[];
  readonly forms?: readonly Form[];
  jobs?(parts: Parts): readonly Job[];
  readonly posts?: readonly PostedKind[];
}

export interface Chart {
  readonly config: ChartConfig;
  readonly altText: string;
  /** Whether sharing the answer includes the chart. */
  readonly isShared: boolean;
}

/** A feature in the list. Its words are available before its code is loaded. */
export interface ListedFeature {
  readonly name: string;
  /** First words that address this feature; empty for the feature of plain questions. */
  readonly words: readonly string[];
  /** Claims text whatever word it starts with: returns what to parse, or null if `typed` is not for this feature. */
  claims?(typed: string): string | null;
  /** As `claims`, for a sentence that no feature's word begins. The feature may still decline it. */
  recognizes?(typed: string): string | null;
  load(): Promise<AnyFeature>;
}

export type FeatureList = readonly ListedFeature[];

/** Members that mention neither the request type nor the view type. */
type Untyped = 'help' | 'mayAsk' | 'ignoresScope' | 'actions' | 'forms' | 'jobs' | 'posts';

/** A feature with its request and view types hidden, so that different ones fit in one list. */
export interface AnyFeature extends Pick<Feature<never, never>, Untyped> {
  /** Parses `rest`; null if it is a plain question, a problem if it is not understood. */
  read(rest: string, context: ParseContext): ReadRequest | Problem | null;
}

/** A parsed request. */
export interface ReadRequest {
  answer(parts: Parts, asker: Asker, now: Instant): Promise<Shown | ProblemView>;
}

/** An answer and every way to show it. */
export interface Shown {
  readonly view: View;
  readonly isShareable: boolean;
  readonly lacksDays: boolean;
  mayRead(asker: Asker): true | ProblemView;
  inScope(): Shown | null;
  blocks(reader: Reader): Message;
  text(terminal: Terminal): readonly TextLine[];
  json(): object;
  /** Null if the answer has none, like `chart` and `file`. */
  csv(): string | null;
  chart(): Chart | null;
  file(): TextFile | null;
}

/** Hides the types of `feature`; the compiler checks them up to this point. */
export function defineFeature<Request extends object, V extends View>(feature: Feature<Request, V>): AnyFeature {
  const untyped: Pick<Feature<Request, V>, Untyped> = feature;
  return {
    ...untyped,
    read(rest, context) {
      const request = feature.parse(rest, context);
      if (request === null || 'problem' in request) return request;
      return {
        async answer(parts, asker, now) {
          const view = await feature.answer(parts, request, asker, now);
          return isProblemView(view) ? view : shown(feature, view);
        },
      };
    },
  };
}

function shown<Request, V extends View>(feature: Feature<Request, V>, view: V): Shown {
  return {
    view,
    isShareable: feature.isShareable ?? false,
    lacksDays: feature.lacksDays?.(view) ?? false,
    mayRead: asker => feature.mayRead?.(view, asker) ?? true,
    inScope() {
      const inside = feature.inScope === undefined ? (view.within === undefined ? null : view) : feature.inScope(view);
      return inside === null ? null : shown(feature, inside);
    },
    blocks: reader => feature.blocks(view, reader),
    text: terminal => feature.text(view, terminal),
    json: () => feature.json?.(view) ?? viewJson(view),
    csv: () => feature.csv?.(view) ?? null,
    chart: () => feature.chart?.(view) ?? null,
    file: () => feature.file?.(view) ?? null,
  };
}

function isProblemView(view: View): view is ProblemView {
  return view.kind === 'problem';
}
