/** How a call ends while Slack is down: cut without an answer, never answered, or answered with this HTTP status. */
export type Down = 'cut' | 'hang' | number;

/** By the workspace's clock, `until` excluded. */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** When Slack is down. The bot's calls fail then; the page and the files shown on it still work. */
export class Outages {
  readonly #clock: () => Date;
  #ordered: { how: Down; period: Period | null }[] = [];

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Without a period, from now on. */
  order(how: Down, period: Period | null): void {
    this.#ordered.unshift({ how, period });
  }

  end(): void {
    this.#ordered = [];
  }

  /** What the latest order says for this moment; null while Slack is up. */
  now(): Down | null {
    const now = this.#clock();
    return this.#ordered.find(({ period }) => period === null || (period.from <= now && now < period.until))?.how ?? null;
  }
}
