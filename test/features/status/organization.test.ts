import { expect, it } from 'vitest';
import { organizationWords } from '#core/usage/organization.ts';
import { saveOrganization } from '#data/ledger/organizations.ts';
import { check } from '#features/check/check.ts';
import { checkJson } from '#features/check/json.ts';
import { checkText } from '#features/check/text.ts';
import { status } from '#features/status/status.ts';
import { statusText } from '#features/status/text.ts';
import { sourceName } from '#show/source-name.ts';
import { wholeText } from '#show/terminal/terminal.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import type { TextLine } from '#show/terminal/text-line.ts';
import { testDatabase } from '../../support/database.ts';
import { givenSource } from '../../support/day-builder.ts';

const now = new Date('2026-11-22T12:00:00Z');
const period = { from: '2026-11-14', to: '2026-11-15' };

async function said(...organizations: { id: string; name: string | null }[]) {
  const database = await testDatabase();
  await givenSource(database, 'admin');
  for (const organization of organizations) await saveOrganization(database, 'admin', organization);
  const view = await check({ database, settleDays: 3 }, { period });
  const current = await status({ database, settleDays: 3, running: new Map() }, now);
  const lines = (text: readonly TextLine[]) => terminalText(text).split('\n');
  return { check: lines(checkText(view, wholeText)), json: checkJson(view).sources[0]?.organization, status: lines(statusText(current)) };
}

it('the organization that a key belongs to is named by check and status', async () => {
  const { check, json, status } = await said({ id: 'org-acme', name: 'Acme' });
  expect(check.join('\n')).toContain(' · OpenAI organization Acme');
  expect(check.join('\n')).not.toContain('org-acme');
  expect(json).toEqual({ id: 'org-acme', name: 'Acme' });
  expect(status).toContain('OpenAI organization Acme, admin key');
});

it('an organization is only named where OpenAI names it', async () => {
  const { check, json, status } = await said();
  expect([...check, ...status].filter(line => line.includes('organization'))).toEqual([]);
  expect(json).toBeNull();
});

it('a key of another organization replaces the one known before', async () => {
  const { status } = await said({ id: 'org-acme', name: 'Acme' }, { id: 'org-other', name: 'Other' });
  expect(status.filter(line => line.includes('organization'))).toEqual(['OpenAI organization Other, admin key']);
});

it('several sources have their ids, and organizations of one name theirs', () => {
  const named = (id: string, organization?: { id: string; name: string | null }) => ({
    id,
    kind: 'admin',
    ...(organization && { organization }),
  });
  const told = (...sources: ReturnType<typeof named>[]) => sources.map(source => sourceName(source, sources));
  expect(told(named('admin'))).toEqual(['OpenAI, admin key']);
  expect(told(named('admin', { id: 'org-1', name: null }))).toEqual(['OpenAI, admin key']);
  expect(told(named('a', { id: 'org-1', name: 'Acme' }), named('b', { id: 'org-2', name: null }))).toEqual([
    'a: OpenAI organization Acme, admin key',
    'b: OpenAI organization org-2, admin key',
  ]);
  expect(told(named('a', { id: 'org-1', name: 'Acme' }), named('b', { id: 'org-2', name: 'Acme' }))).toEqual([
    'a: OpenAI organization Acme (org-1), admin key',
    'b: OpenAI organization Acme (org-2), admin key',
  ]);
});

it('an organization that is known by its name alone is named once', () => {
  expect(organizationWords({ id: 'acme', name: 'acme' })).toBe('OpenAI organization acme');
});
