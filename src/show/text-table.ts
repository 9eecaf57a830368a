/**
 * `text` as a cell no spreadsheet runs as a formula: an apostrophe goes before a leading `=`, `+`, `-`, `@` (or their
 * wide forms), tab or line break (OWASP, "CSV Injection"). Not for numbers.
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** An answer as a table of text. Names are unescaped, but may be shortened. */
export interface AnswerTable {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}
