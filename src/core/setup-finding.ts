/** What a check of the set-up found: fine, something to know, or something wrong, with what to do. */
export interface Finding {
  /** `Slack`, `OpenAI admin`, `Database`. */
  readonly subject: string;
  readonly outcome: 'fine' | 'note' | 'wrong';
  readonly words: string;
}
