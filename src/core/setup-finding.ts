/** One result of a setup check: fine, worth knowing, or wrong and what to do. */
export interface Finding {
  /** `Slack`, `OpenAI admin`, `Database`. */
  readonly subject: string;
  readonly outcome: 'fine' | 'note' | 'wrong';
  readonly words: string;
}
