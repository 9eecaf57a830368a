/**
 * `text` as a cell that no spreadsheet runs as a formula: one that starts with `=`, `+`, `-`, `@` (the wide forms too), a
 * tab or a line break gets a leading apostrophe (OWASP, "CSV Injection"). Not for numbers, which must stay numbers.
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}
