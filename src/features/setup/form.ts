import type { Instant } from '#core/time/day.ts';
import type { Field, Filled, FormMeant, FormValues, MenuOption } from '#show/blocks/form.ts';
import type { ProblemView } from '#show/plain-views.ts';
import type { Asker } from '../access/asker.ts';
import type { AlertParts } from '../access/manager.ts';

/** A form for a command: it does whatever the command does. */
export interface Form {
  readonly id: string;
  /** At most 24 characters. */
  title(number: FormMeant['number']): string;
  readonly submit: string;
  /** @param isChange whether the form changes something, or sets up something new. */
  fields(isChange: boolean): readonly Field[];
  /** What its fields hold when it opens; a problem when what it would change is not there. */
  holds(parts: AlertParts, opened: OpenedForm, now: Instant): Promise<{ readonly filled: Filled } | ProblemView>;
  /** The menus of its fields, by field id. */
  readonly menus: Readonly<Record<string, Menu>>;
  /** What is wrong with its scope; null if nothing is. Told beside fields that are wrong in themselves. */
  scopeProblem?(parts: AlertParts, values: FormValues, now: Instant): Promise<string | null>;
  command(values: FormValues, submitted: OpenedForm): string;
}

/** Who has a form open, and where. */
export interface OpenedForm {
  /** Asks in the channel it was opened from; its `channelId` is empty for the App Home. */
  readonly asker: Asker;
  /** Of the person, as set in Slack. */
  readonly timeZone: string;
  readonly number: FormMeant['number'];
}

/** What a menu offers for what is typed into it, likeliest first; nothing typed gets the first of everything. Slack shows 100 at most. */
type Menu = (parts: AlertParts, opened: OpenedForm, typed: string, now: Instant) => Promise<readonly MenuOption[]>;
