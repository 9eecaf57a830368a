/** What an answer stays inside, besides what its question says. */
export interface Within {
  /** In the words of the grammar: `for project "Search"`. */
  readonly words: string;
  /** Whether it is the usage of whoever asks, and so for them although it names a person. */
  readonly isOwn: boolean;
}
