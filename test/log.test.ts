import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../src/log.ts';

describe('what leaves the process as words', () => {
  it('holds no key or token', () => {
    const text = 'Bearer sk-admin-Abc_123-x failed; sk-proj-Zz9; xoxb-1-2-abc and xapp-1-A0-9f, "sk-svcacct-00"';
    expect(withoutSecrets(text)).toBe('Bearer sk-… failed; sk-…; xoxb-… and xapp-…, "sk-…"');
  });

  it('keeps ordinary words', () => {
    expect(withoutSecrets('risk-averse task-force disk-1234 sk-')).toBe('risk-averse task-force disk-1234 sk-');
  });
});
