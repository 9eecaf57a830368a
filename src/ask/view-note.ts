/** Words that spendbot sends to somebody by itself. */
export interface NoteView {
  readonly kind: 'note';
  readonly what: string;
  /** The channel that it is about, shown as a link; null for none. */
  readonly channelId: string | null;
  readonly whatToDo: string;
}
