import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeenOrganization } from '#collect/openai/open-source.ts';

const header = (value: string) => new Headers({ 'openai-organization': value });
const row = { organization_id: 'org-acme', organization_name: 'Acme' };
const acme = { id: 'org-acme', name: 'Acme' };

function seen(json: unknown, headers = new Headers(), configuredId: string | null = null) {
  const organization = createSeenOrganization(configuredId);
  organization.note(headers, json);
  return organization.latest();
}

describe('the organization of a key', () => {
  it.each<[string, unknown, unknown]>([
    ['rows of a bucket', { data: [{ results: [] }, { results: [row] }] }, acme],
    ['rows of a list', { data: [row] }, acme],
    ['rows without a name', { data: [{ organization_id: 'org-acme' }] }, { id: 'org-acme', name: null }],
    ['rows with a blank name', { data: [{ ...row, organization_name: ' ' }] }, { id: 'org-acme', name: null }],
    ['rows with a name that is no text', { data: [{ ...row, organization_name: 7 }] }, { id: 'org-acme', name: null }],
    ['no rows', { data: [] }, null],
    ['rows without it', { data: [{ results: [{ amount: 1 }] }] }, null],
    ['a blank id', { data: [{ ...row, organization_id: ' ' }] }, null],
    ['an id that cannot be stored', { data: [{ ...row, organization_id: 'x'.repeat(5000) }] }, null],
  ])('is read from %s', (_, json, expected) => {
    expect(seen(json)).toEqual(expected);
  });

  it('is what the header says where rows say nothing', () => {
    expect(seen({ data: [] }, header('acme-inc'))).toEqual({ id: 'acme-inc', name: null });
    expect(seen({ data: [row] }, header('acme-inc'))).toEqual(acme);
  });

  it('is the one that is configured rather than the header, which may hold a name', () => {
    expect(seen({ data: [] }, header('acme-inc'), 'org-acme')).toEqual({ id: 'org-acme', name: null });
    expect(seen({ data: [row] }, new Headers(), 'org-other')).toEqual(acme);
  });

  it('stays known when a later answer does not say', () => {
    const organization = createSeenOrganization(null);
    for (const json of [{ data: [row] }, {}, { data: [] }]) organization.note(new Headers(), json);
    expect(organization.latest()).toEqual(acme);
  });

  it('never throws, whatever is answered', () => {
    const any = fc.oneof(fc.jsonValue(), fc.record({ data: fc.array(fc.jsonValue()) }));
    fc.assert(
      fc.property(any, json => {
        expect(() => seen(json)).not.toThrow();
      }),
    );
  });
});
