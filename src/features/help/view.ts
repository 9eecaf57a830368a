/** `/spend help`, with questions that work on this team's own data. */
export interface HelpView {
  readonly kind: 'help';
  readonly examples: readonly { readonly question: string; readonly meaning: string }[];
}
