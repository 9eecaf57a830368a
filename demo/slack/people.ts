/** Someone in the workspace besides the bot. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** `member` by default. Owners are admins too, as in Slack. */
  readonly role?: 'owner' | 'admin' | 'member';
}

export interface Person {
  readonly id: string;
  /** What people type after the @. */
  readonly handle: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: 'owner' | 'admin' | 'member' | 'bot';
}

export const slackbot: Person = { id: 'USLACKBOT', handle: 'slackbot', name: 'Slackbot', email: null, role: 'bot' };

export const defaultViewer: NewPerson = { name: 'You', email: 'you@acme.example', role: 'admin' };

/** An owner, and people of the stand-in OpenAI team, matched by e-mail address. */
export const defaultMembers: readonly NewPerson[] = [
  { name: 'Olga Lind', email: 'olga@acme.example', role: 'owner' },
  { name: 'Alice Moreau', email: 'alice@acme.example' },
  { name: 'Bob Tanaka', email: 'bob@acme.example' },
  { name: 'Carol Osei', email: 'carol@acme.example' },
  { name: 'Dmitri Petrov', email: 'dmitri@acme.example' },
];

/** People with ids made of their handles (`U0ALICE`), the same at every start. */
export function withIds(people: readonly NewPerson[]): Person[] {
  const taken = new Set<string>();
  return people.map(person => {
    const handle = freeHandle(person.email.split('@')[0] ?? 'person', taken);
    return {
      id: `U0${handle.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
      handle,
      name: person.name,
      email: person.email,
      role: person.role ?? 'member',
    };
  });
}

function freeHandle(wanted: string, taken: Set<string>): string {
  let handle = wanted.toLowerCase();
  for (let n = 2; taken.has(handle); n += 1) handle = `${wanted.toLowerCase()}${n}`;
  taken.add(handle);
  return handle;
}
