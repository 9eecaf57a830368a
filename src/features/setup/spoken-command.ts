import type { Noun } from './view.ts';

const creating = 'add|create|set\\s+up|set|make|schedule|send|post|new';
const changing = 'list|show|pause|resume|stop|start|remove|delete|change|edit|update|turn\\s+off|turn\\s+on|disable|enable';
const verbsMeant: Readonly<Record<string, string>> = {
  update: 'change',
  'turn off': 'pause',
  disable: 'pause',
  'turn on': 'resume',
  enable: 'resume',
};
const pattern = new RegExp(
  '^\\s*(?:(?:please|can\\s+you|could\\s+you)\\s+)*' +
    `(?:(?<create>${creating})|(?<verb>${changing}))\\s+(?:(?:me|us|a|an|the|my|our|new|all|another)\\s+)*` +
    '(?<kind>(?:daily|weekly|monthly|spike|silent)\\s+)?(?<noun>budget|alert|digest)s?\\b\\s*(?:of\\s+)?(?<rest>.*)$',
  'is',
);

/** What follows the noun in the command that `typed` says: `1` and its verb for `pause the budget 1`. Null if it is about something else. */
export function spokenCommand(typed: string, noun: Noun): string | null {
  const {
    create,
    verb,
    kind = '',
    noun: said,
    rest = '',
  } = pattern.exec(typed.replace(/\bturn\s+(.+?)\s+(on|off)\s*$/i, 'turn $2 $1'))?.groups ?? {};
  if (said?.toLowerCase() !== noun) return null;
  const typedVerb = verb?.toLowerCase().replace(/\s+/g, ' ') ?? '';
  const isChange = create !== undefined && /^#?\d+\s+to\b/.test(rest);
  return `${isChange ? 'change' : (verbsMeant[typedVerb] ?? typedVerb)} ${kind}${rest}`.trim();
}
