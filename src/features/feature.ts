import type { Collections } from '#collect/collections.ts';
import type { PriceBook } from '#core/prices/price-book.ts';
import type { Problem } from '#core/query/query.ts';
import type { Day, Instant } from '#core/time/day.ts';
import type { Names } from '#core/usage/team-names.ts';
import type { AskParts } from '#data/figures/read-cells.ts';
import type { Known } from '#data/ledger/stored-names.ts';
import type { Job } from '#delivery/jobs/jobs.ts';
import type { Rendered } from '#delivery/outbox/send-entry.ts';
import type { TextFile } from '#delivery/slack/upload.ts';
import type { Form } from '#show/blocks/form.ts';
import type { Message } from '#show/blocks/message.ts';
import type { ChartConfig } from '#show/charts/chart-config.ts';
import type { ProblemView, Within } from '#show/plain-views.ts';
import { viewJson } from '#show/view-json.ts';
import type { Asker, Reader } from './access/asker.ts';

/** A view model: what rendering needs, with no database, clock or Slack behind it. Names are as they came from outside; renderers escape them. */
export interface View {
  readonly kind: string;
  /** The scope of the channel that it stays inside; left out where there is none. */
  readonly within?: Within;
  /** The first day that the figures are of, where the rows of older days were dropped. */
  readonly detailsFrom?: Day;
}

/** What features work with. */
export interface Parts extends AskParts {
  /** Who sees figures of single people and keys. */
  readonly peopleVisible: 'admins' | 'everyone';
  /** The Slack ids that SPEND_ADMINS names. */
  readonly admins: readonly string[];
  /** The collections that run now, by source. */
  readonly running: Collections['running'];
  /** Every feature: help and suggestions speak of them all. */
  readonly features: FeatureList;
  priceBook(): Promise<PriceBook>;
  /** Evaluates alerts at once: a budget or alert was set up or changed. */
  watchesChanged(): Promise<void>;
}

/** What a feature's words are read with. */
export interface ParseContext {
  readonly now: Instant;
  /** What can be named where it is asked: inside the channel's scope. */
  readonly names: Names;
  /** What the database knows, so that answering need not read it again. */
  readonly known: Known;
  /** Everything that was typed. */
  readonly typed: string;
  /** The words that the other features begin with. */
  readonly commands: readonly string[];
}

/** A question that is understood as it stands. */
interface HelpLine {
  readonly question: string;
  readonly meaning: string;
  /** Whether it is about all spend, and so not offered in a channel that shows only a part. */
  readonly isOfEverything?: true;
}

/** Names of the team's own, for examples. */
export interface HelpContext {
  readonly model: string;
  /** Null where none can be quoted. */
  readonly project: string | null;
}

/** Buttons and menus whose `action_id` begins with `prefix`. */
export interface Action {
  readonly prefix: string;
  /** Does what was pressed; null when the message itself will say so. */
  act(parts: Parts, pressed: Press, now: Instant): Promise<ProblemView | null>;
}

export interface Press {
  /** The `value` of a button or of the chosen option. */
  readonly value: string;
  readonly isMenu: boolean;
  readonly by: string;
  readonly channelId: string;
}

/** A kind of message that spendbot posts by itself: the outbox keeps its view until it is rendered. */
export interface PostedKind {
  readonly kind: string;
  render(view: View): Rendered;
}

/** `render` for views of `kind`, as the outbox keeps them. */
export function posted<V extends View>(kind: V['kind'], render: (view: V) => Rendered): PostedKind {
  return { kind, render: view => render(view as V) };
}

/** One thing that spendbot can do. */
export interface Feature<Request, V extends View> {
  help?(context: HelpContext): readonly HelpLine[];
  /** Why `asker` may not ask this here, whatever it says; left out, everyone may. */
  mayAsk?(asker: Asker): Promise<true | ProblemView>;
  /** Reads what follows the feature's word; null where that is a plain question after all. Nothing that can be typed makes it throw. */
  parse(rest: string, context: ParseContext): Request | Problem | null;
  answer(parts: Parts, request: Request, asker: Asker, now: Instant): Promise<V | ProblemView>;
  /** Whether `asker` may see `view`, decided when it is shown; otherwise what they are told. Left out, everyone may. */
  mayRead?(view: V, asker: Asker): true | ProblemView;
  /** `view` as it may be shown in a channel bound to a scope; null where it speaks of more. Left out, only a view that says what it stays within. */
  inScope?(view: V): V | null;
  blocks(view: V, reader: Reader): Message;
  text(view: V): string[];
  /** What `--json` prints; left out, the view itself with money as decimal strings. */
  json?(view: V): object;
  csv?(view: V): string;
  chart?(view: V): Chart | null;
  /** The file that was asked for beside the message. */
  file?(view: V): TextFile | null;
  /** Whether a collection that runs may bring what the answer lacks. */
  lacksDays?(view: V): boolean;
  /** Whether an answer can be shared in its channel. */
  readonly isShareable?: true;
  readonly actions?: readonly Action[];
  readonly forms?: readonly Form[];
  jobs?(parts: Parts): readonly Job[];
  readonly posts?: readonly PostedKind[];
}

/** A chart of an answer. */
export interface Chart {
  readonly config: ChartConfig;
  readonly altText: string;
  /** Whether an answer that is shared comes with it. */
  readonly isShared: boolean;
}

/** A feature in the list: its words are at hand before any of its code is loaded. */
export interface ListedFeature {
  readonly name: string;
  /** What a text begins with that is for it; none where plain questions are. */
  readonly words: readonly string[];
  /** What is asked of it where that is said in other words; null where `typed` is for another. */
  claims?(typed: string): string | null;
  load(): Promise<AnyFeature>;
}

export type FeatureList = readonly ListedFeature[];

/** What of a feature names neither its request nor its view. */
type Untyped = 'help' | 'mayAsk' | 'actions' | 'forms' | 'jobs' | 'posts';

/** A feature with its request and view hidden, as a list of different ones needs it. */
export interface AnyFeature extends Pick<Feature<never, never>, Untyped> {
  /** Reads `rest`; null where it is a plain question, a problem where it is not understood. */
  read(rest: string, context: ParseContext): ReadRequest | Problem | null;
}

/** A request that was understood. */
export interface ReadRequest {
  answer(parts: Parts, asker: Asker, now: Instant): Promise<Shown | ProblemView>;
}

/** An answer, with every way to show it. */
export interface Shown {
  readonly view: View;
  readonly isShareable: boolean;
  readonly lacksDays: boolean;
  mayRead(asker: Asker): true | ProblemView;
  inScope(): Shown | null;
  blocks(reader: Reader): Message;
  text(): string[];
  json(): object;
  /** Null where there is no such thing of it. */
  csv(): string | null;
  chart(): Chart | null;
  file(): TextFile | null;
}

/** Hides the types of `feature`, which are checked up to here. */
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
    text: () => feature.text(view),
    json: () => feature.json?.(view) ?? viewJson(view),
    csv: () => feature.csv?.(view) ?? null,
    chart: () => feature.chart?.(view) ?? null,
    file: () => feature.file?.(view) ?? null,
  };
}

function isProblemView(view: View): view is ProblemView {
  return view.kind === 'problem';
}
