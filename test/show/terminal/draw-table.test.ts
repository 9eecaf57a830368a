import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { drawTable } from '#show/terminal/draw-table.ts';
import { terminalText } from '#show/terminal/terminal-text.ts';
import { absurdName } from '../../support/views/absurd-views.ts';

const columns = [
  { title: 'Model', align: 'left' },
  { title: 'Cost', align: 'right' },
  { title: 'Requests', align: 'right', isOptional: true },
] as const;

const drawn = (width: number, rows: readonly (readonly string[])[]) => terminalText(drawTable({ columns, rows }, { width })).split('\n');

describe('a table', () => {
  it('cuts a name in its middle, never an amount, and leaves a column out before a name says nothing', () => {
    const rows = [
      ['ft:gpt-4.1-mini:acme:triage-of-support:AbCdEf12', '$1,234.56', '18,234'],
      ['o3', '$0.10', '1'],
    ];
    for (const width of [30, 50, 80, 160]) {
      const lines = drawn(width, rows);
      expect(lines.filter(line => stringWidth(line) > width)).toEqual([]);
      expect(lines[1]).toContain('$1,234.56');
    }
    expect(drawn(40, rows)[0]).not.toContain('Requests');
    expect(drawn(Number.POSITIVE_INFINITY, rows)[1]).toContain('ft:gpt-4.1-mini:acme:triage-of-support:AbCdEf12');
  });

  it('drops the snapshot date of a name first, and keeps names apart', () => {
    const rows = ['gpt-4o-audio-preview-2026-01-01', 'gpt-4.1-nano-preview-2025-04-14'].map(name => [name, '$1.00', '1']);
    const names = drawn(36, rows).map(line => line.trim().split(/ {2,}/)[0]);
    expect(names).toEqual(['Model', 'gpt-4o-audio-preview', 'gpt-4.1-nano-preview']);
  });

  it('fits, with its amounts below each other, however absurd the names', () => {
    fc.assert(
      fc.property(fc.array(absurdName, { minLength: 1, maxLength: 5 }), fc.integer({ min: 40, max: 200 }), (names, width) => {
        const lines = drawn(
          width,
          names.map(name => [name, '$1,234.56', '7']),
        );
        expect(lines.filter(line => stringWidth(line) > width)).toEqual([]);
        const ends = lines.slice(1).map(line => stringWidth(line.slice(0, line.lastIndexOf('$1,234.56'))));
        expect(new Set(ends).size).toBe(1);
      }),
      { numRuns: 200 },
    );
  });
});
