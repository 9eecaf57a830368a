import { describe, expect, it } from 'vitest';
import { answerMessage } from '#features/answers/blocks.ts';
import type { Message } from '#show/blocks/message.ts';
import { answer, modelGroup } from '../../support/views/views.ts';

const ofModels = (count: number, top: number | null = null) =>
  answerMessage(
    answer({
      query: { ...answer().query, top },
      groups: Array.from({ length: count }, (_, index) => modelGroup(`model-${index}`, 1, 1 / count)),
      groupCount: count,
    }),
    { maySeePeople: true, canShare: true },
  );

function rowsOf({ parts }: Message): string[] {
  const table = parts.map(({ block }) => block).find(({ type }) => type === 'table');
  return table?.type === 'table'
    ? table.rows.map(([cell]) => (cell && 'text' in cell && typeof cell.text === 'string' ? cell.text : ''))
    : [];
}

function allButtonOf({ parts }: Message) {
  const elements = parts.flatMap(({ block }) => (block.type === 'actions' ? block.elements : []));
  return elements.flatMap(element => ('action_id' in element && element.action_id === 'ask:all' && 'value' in element ? [element] : []))[0];
}

describe('the table of an answer in Slack', () => {
  it('has the top ten, the others, the total, and a button for all', () => {
    const message = ofModels(22);
    expect(rowsOf(message)).toHaveLength(1 + 10 + 2);
    expect(rowsOf(message).slice(-2)).toEqual(['12 others', 'Total']);
    expect(allButtonOf(message)).toMatchObject({ text: { text: 'All 22' }, value: expect.stringContaining(', top 22,') });
  });

  it('has all once asked for them, and then no such button', () => {
    const message = ofModels(22, 22);
    expect(rowsOf(message)).toHaveLength(1 + 22 + 1);
    expect(allButtonOf(message)).toBeUndefined();
  });

  it('offers as a file what is too long for Slack', () => {
    expect(allButtonOf(ofModels(400))).toMatchObject({ text: { text: 'All as CSV' }, value: expect.stringMatching(/, as csv, UTC$/) });
  });
});
