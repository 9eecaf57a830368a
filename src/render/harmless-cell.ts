/**
 * `text` as a cell that no spreadsheet runs as a formula: one that starts with `=`, `+`, `-`, `@`, tab or carriage return
 * gets a leading apostrophe (OWASP, "CSV Injection"). Not for numbers, which must stay numbers.
 */
export function harmlessCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
