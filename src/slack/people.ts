import type { webApi } from '@slack/bolt';
import type { Clock } from '../core/day.ts';
import type { Logger } from '../log.ts';

/** An admin who is made or unmade in the workspace is noticed after this long. */
const rememberMs = 10 * 60_000;

export interface PeopleOptions {
  readonly client: webApi.WebClient;
  /** Slack ids that are admins beside the workspace's. */
  readonly admins: readonly string[];
  readonly peopleVisible: 'admins' | 'everyone';
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who may see what in the workspace. */
export class People {
  readonly #options: PeopleOptions;
  readonly #known = new Map<string, { isAdmin: boolean; until: number }>();

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /**
   * Whether figures of single people and keys may be shown to `slackUserId`. When Slack does not say whether they are an
   * admin, they are not.
   */
  async maySeePeople(slackUserId: string): Promise<boolean> {
    return this.#options.peopleVisible === 'everyone' || (await this.isAdmin(slackUserId));
  }

  /** The workspace's admins and owners, and whoever the configuration names. */
  async isAdmin(slackUserId: string): Promise<boolean> {
    const { admins, client, clock, logger } = this.#options;
    if (admins.includes(slackUserId)) return true;
    const now = clock().getTime();
    const known = this.#known.get(slackUserId);
    if (known && known.until > now) return known.isAdmin;
    try {
      const { user } = await client.users.info({ user: slackUserId });
      const isAdmin = user?.is_admin === true || user?.is_owner === true;
      this.#known.set(slackUserId, { isAdmin, until: now + rememberMs });
      return isAdmin;
    } catch (error) {
      logger.warn({ err: error, slackUserId }, 'Slack did not say whether a person is an admin; they are treated as if not');
      return false;
    }
  }
}
