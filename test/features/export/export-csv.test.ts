import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { quantityNames } from '#core/usage/usage-row.ts';
import { exportCsv, exportJson } from '#features/export/export-csv.ts';
import type { ExportLine } from '#features/export/lines.ts';
import { hostileNames } from '../../support/views/hostile-names.ts';

const counts = Object.fromEntries(quantityNames.map(name => [name, null])) as Record<(typeof quantityNames)[number], null>;

/** A credit of $25 to something that is called `name` wherever it can be. */
function line(name: string): ExportLine {
  return {
    ...counts,
    ...{ record: 'billed by project', day: '2026-11-10', source: 'admin', operation: null, serviceTier: null, variant: null },
    ...{ model: name, projectId: name, project: name, userId: name, user: name, keyId: name, key: name, lineItem: name },
    ...{ estimatedCostUsd: null, approximate: null, unpriced: null, billedCostUsd: '-25.000000000' },
  };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function* lines(): AsyncGenerator<ExportLine> {
  for (const name of hostileNames) yield line(name);
}

describe('an export', () => {
  it('loads through a reader that is not ours, each name as it was or made harmless', async () => {
    const { data, errors } = Papa.parse<Record<string, string>>((await textOf(exportCsv(lines()))).trimEnd(), { header: true });
    expect(errors).toEqual([]);
    const cells = data.map(({ model, project, user, key, lineItem }) => [model, project, user, key, lineItem]);
    expect(cells).toEqual(hostileNames.map(name => Array(5).fill(/^[=+\-@\t\r\n＝]/.test(name) ? `'${name}` : name)));
  });

  it('keeps a negative amount a number', async () => {
    const { data } = Papa.parse<Record<string, unknown>>((await textOf(exportCsv(lines()))).trimEnd(), {
      header: true,
      dynamicTyping: true,
    });
    expect(data.map(row => row.billedCostUsd)).toEqual(hostileNames.map(() => -25));
  });

  it('is one array in JSON, with every name as it came', async () => {
    const rows = JSON.parse(await textOf(exportJson(lines()))) as ExportLine[];
    expect(rows.map(({ project }) => project)).toEqual(hostileNames);
  });
});
