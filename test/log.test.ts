import { describe, expect, it } from 'vitest';
import { createLogger, withoutSecrets } from '#log.ts';

describe('what leaves the process as words', () => {
  it('holds no key or token', () => {
    const text = 'Bearer sk-admin-Abc_123-x failed; sk-proj-Zz9; xoxb-1-2-abc and xapp-1-A0-9f, "sk-svcacct-00"';
    expect(withoutSecrets(text)).toBe('Bearer sk-… failed; sk-…; xoxb-… and xapp-…, "sk-…"');
  });

  it('holds no password of an address', () => {
    expect(withoutSecrets('Failed: postgres://spend:hunter2@db/spend, https://:hunter2@host/x@y')).toBe(
      'Failed: postgres://spend:…@db/spend, https://:…@host/x@y',
    );
    expect(withoutSecrets('expected postgres://USER:PASSWORD@HOST/DATABASE')).toContain('USER:PASSWORD@HOST');
    expect(withoutSecrets('http://127.0.0.1:3000/a@b and http://host:80')).toBe('http://127.0.0.1:3000/a@b and http://host:80');
  });

  it('keeps ordinary words', () => {
    expect(withoutSecrets('risk-averse task-force disk-1234 sk-')).toBe('risk-averse task-force disk-1234 sk-');
  });

  it.each(['\n', '\t', '\u001b', '%20', '%0a'])('holds no key in a line of the log that has it behind %j', before => {
    const lines: string[] = [];
    const logger = createLogger('info', line => lines.push(line));
    logger.warn({ err: new Error(`Refused:${before}sk-proj-a1B2c3D4e5F6`) }, `Said${before}xoxb-a1B2c3D4e5F6`);
    expect(lines).toEqual([expect.stringMatching(/Refused.*Said/)]);
    expect(lines.join('')).not.toMatch(/a1B2c3D4e5F6/);
  });
});
