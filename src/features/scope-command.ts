/** A command that takes a period and filters, and what was typed after it. */
export interface ScopeCommand {
  readonly name: 'forecast' | 'why';
  readonly rest: string;
}

/** The command that `text` begins with, and what follows it; null where it begins with none. */
export function scopeCommandOf(text: string): ScopeCommand | null {
  const [, name, rest = ''] = /^\s*(forecast|why)(?:[\s,:?]+(.*))?$/is.exec(text) ?? [];
  if (name === undefined) return null;
  return { name: name.toLowerCase() === 'why' ? 'why' : 'forecast', rest: rest.trim() };
}
