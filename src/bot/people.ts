import type { webApi } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import type { Logger } from '#log.ts';

/** How long it takes to notice that a workspace admin was added or removed. */
const rememberMs = 10 * 60_000;

export interface PeopleOptions {
  readonly client: webApi.WebClient;
  /** Slack ids of admins in addition to the workspace's own. */
  readonly admins: readonly string[];
  readonly peopleVisible: 'admins' | 'everyone';
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Known {
  readonly isAdmin: boolean;
  readonly email: string | null;
  readonly timeZone: string;
  readonly until: number;
}

/** Who may see what in the workspace. */
export class People {
  readonly #options: PeopleOptions;
  readonly #known = new Map<string, Known>();

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** Whether everyone may see figures for individual people and keys, so that channels may show them. */
  get areVisibleToEveryone(): boolean {
    return this.#options.peopleVisible === 'everyone';
  }

  /**
   * Whether `slackUserId` may see figures for individual people and keys. If Slack does not say whether they are an
   * admin, they are not.
   */
  async maySeePeople(slackUserId: string): Promise<boolean> {
    return this.areVisibleToEveryone || (await this.isAdmin(slackUserId));
  }

  /** True for the workspace's admins and owners, and for admins named in the configuration. */
  async isAdmin(slackUserId: string): Promise<boolean> {
    return this.#options.admins.includes(slackUserId) || ((await this.#look(slackUserId))?.isAdmin ?? false);
  }

  /** Finds a person among OpenAI's users; null if Slack does not give it. */
  async emailOf(slackUserId: string): Promise<string | null> {
    return (await this.#look(slackUserId))?.email ?? null;
  }

  /** As set in Slack; UTC if Slack does not give it. */
  async timeZoneOf(slackUserId: string): Promise<string> {
    return (await this.#look(slackUserId))?.timeZone ?? 'UTC';
  }

  async #look(slackUserId: string): Promise<Known | null> {
    const { client, clock, logger } = this.#options;
    const now = clock().getTime();
    const known = this.#known.get(slackUserId);
    if (known && known.until > now) return known;
    try {
      const { user } = await client.users.info({ user: slackUserId });
      const isAdmin = user?.is_admin === true || user?.is_owner === true;
      const person = { isAdmin, email: user?.profile?.email || null, timeZone: user?.tz || 'UTC', until: now + rememberMs };
      this.#known.set(slackUserId, person);
      return person;
    } catch (error) {
      logger.warn({ err: error, slackUserId }, 'Slack did not say who a person is; they are treated as if they were no admin');
      return null;
    }
  }
}

const mention = /<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>/g;

/**
 * `text` with the e-mail address added to each `@` mention. OpenAI knows people by address, and can trust it: people
 * choose their own Slack names. A mention stays as typed if Slack gives no address.
 */
export async function withEmails(text: string, people: People): Promise<string> {
  const ids = new Set(Array.from(text.matchAll(mention), ([, id = '']) => id));
  const emails = new Map<string, string>();
  for (const id of ids) {
    const email = await people.emailOf(id);
    if (email !== null) emails.set(id, email);
  }
  return text.replace(mention, (typed, id: string) => {
    const email = emails.get(id);
    return email === undefined ? typed : `<@${id}|${email}>`;
  });
}
