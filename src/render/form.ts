/** What a field of a form takes: Slack's own picker where it has one. */
type FieldKind = 'text' | 'channel' | 'time' | { readonly options: readonly (readonly [value: string, shown: string])[] };

export interface Field {
  /** Its block's id, and its key in {@link FormValues}. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind: FieldKind;
  readonly isOptional?: boolean;
  readonly initial?: string;
  /** Words by which a problem is about this field. */
  readonly about?: RegExp;
}

/** By field id; an empty field is left out. */
export type FormValues = Readonly<Record<string, string>>;

/** A form that says in fields what a command says in words: it has the command's effect, whatever that is. */
export interface Form {
  readonly id: string;
  /** At most 24 characters. */
  readonly title: string;
  readonly submit: string;
  /** @param timeZone of who fills it in. */
  fields(timeZone: string): readonly Field[];
  command(values: FormValues): string;
}
