import type { AskParts } from '#data/figures/read-cells.ts';

/** What alerts need to know besides what answers do. */
export interface AlertParts extends AskParts {
  /** Whether figures of single people and keys may be posted where everyone reads them. */
  readonly peopleVisible: 'admins' | 'everyone';
}
