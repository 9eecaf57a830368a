import type { webApi } from '@slack/bolt';
import type { Clock } from '#core/time/day.ts';
import type { SlackConfig } from '#delivery/slack/clients.ts';
import type { Logger } from '#log.ts';

/** How long it takes to notice that somebody became an admin, became a guest, or left. */
const rememberMs = 10 * 60_000;

export interface PeopleOptions extends Pick<SlackConfig, 'admins' | 'peopleVisible' | 'guests'> {
  /** Gives up within seconds and never retries: somebody is waiting, and Slack wants forms acknowledged within three seconds. */
  readonly client: webApi.WebClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Somebody who may ask. */
export interface Colleague {
  readonly kind: 'colleague';
  /** True for the workspace's admins and owners, and for admins named in the configuration. */
  readonly isAdmin: boolean;
  /** Finds a person among OpenAI's users; null if Slack does not give it. */
  readonly email: string | null;
  /** As set in Slack; UTC if Slack does not give it. */
  readonly timeZone: string;
}

/**
 * What somebody is to the company that spendbot works for. `outsider`: of another company (Slack Connect), or deactivated.
 * `unknown`: Slack did not say, which says nothing about them.
 */
export type Standing = Colleague | { readonly kind: 'outsider' | 'guest' | 'bot' | 'unknown' };

interface Known {
  readonly standing: Standing;
  /** Null for bots and people of other companies, who choose their own. */
  readonly trustedEmail: string | null;
  readonly until: number;
}

/** The workspace that spendbot is installed in, and its enterprise. */
interface Home {
  readonly teamId: string;
  readonly enterpriseId: string | null;
}

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

/** Who may ask, and who may see what. */
export class People {
  readonly #options: PeopleOptions;
  readonly #known = new Map<string, Known>();
  #home: Home | null = null;

  constructor(options: PeopleOptions) {
    this.#options = options;
  }

  /** Whether everyone may see figures for individual people and keys, so that channels may show them. */
  get areVisibleToEveryone(): boolean {
    return this.#options.peopleVisible === 'everyone';
  }

  /** Resolves within seconds. A look-up that failed is not remembered. */
  async standingOf(slackUserId: string): Promise<Standing> {
    return (await this.#look(slackUserId))?.standing ?? { kind: 'unknown' };
  }

  /** The address of anyone in the company, guests and people who left included; null if Slack does not give it. */
  async emailOf(slackUserId: string): Promise<string | null> {
    return (await this.#look(slackUserId))?.trustedEmail ?? null;
  }

  async #look(slackUserId: string): Promise<Known | null> {
    const { client, clock, logger } = this.#options;
    const now = clock().getTime();
    const known = this.#known.get(slackUserId);
    // Further away than it can be: it was asked before the clock was set back.
    if (known && known.until > now && known.until - now <= rememberMs) return known;
    try {
      const [home, { user }] = await Promise.all([this.#atHome(), client.users.info({ user: slackUserId })]);
      if (user === undefined || (user.team_id === undefined && user.is_stranger !== true)) throw new Error('Slack named no workspace');
      const standing = this.#standing(slackUserId, user, home);
      const isOurs = standing.kind !== 'bot' && isOfCompany(user, home);
      const person = { standing, trustedEmail: (isOurs && user.profile?.email) || null, until: now + rememberMs };
      this.#known.set(slackUserId, person);
      return person;
    } catch (error) {
      logger.warn({ err: error, slackUserId }, 'Slack did not say who a person is; they are told to try again');
      return null;
    }
  }

  async #atHome(): Promise<Home> {
    if (this.#home === null) {
      const { team_id, enterprise_id } = await this.#options.client.auth.test();
      if (team_id === undefined) throw new Error('Slack did not say which workspace spendbot is in');
      this.#home = { teamId: team_id, enterpriseId: enterprise_id ?? null };
    }
    return this.#home;
  }

  /** `is_admin` alone proves nothing: it may be about another company's workspace. */
  #standing(slackUserId: string, user: SlackUser, home: Home): Standing {
    const { admins, guests } = this.#options;
    // Slackbot does not say that it is one.
    if (user.is_bot === true || slackUserId === 'USLACKBOT') return { kind: 'bot' };
    if (user.deleted === true || !isOfCompany(user, home)) return { kind: 'outsider' };
    const isGuest = user.is_restricted === true || user.is_ultra_restricted === true;
    if (isGuest && guests === 'refuse') return { kind: 'guest' };
    const isAdmin = admins.includes(slackUserId) || user.is_admin === true || user.is_owner === true;
    return { kind: 'colleague', isAdmin, email: user.profile?.email || null, timeZone: user.tz || 'UTC' };
  }
}

/** Whether somebody is of this workspace, or of another one in the same enterprise. */
function isOfCompany({ is_stranger, team_id, enterprise_user }: SlackUser, { teamId, enterpriseId }: Home): boolean {
  if (is_stranger === true) return false;
  return team_id === teamId || (enterpriseId !== null && enterprise_user?.enterprise_id === enterpriseId);
}
