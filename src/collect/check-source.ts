import type { Day } from '../core/day.ts';
import { addDays } from '../core/day.ts';
import type { Finding } from '../core/finding.ts';
import { OpenAiError } from './openai-error.ts';
import type { Endpoint, Source } from './source.ts';

/** The key-only source has an endpoint a member and five requests a minute: one of them says whether the key works. */
const checkedEndpoints = { admin: Number.POSITIVE_INFINITY, usage: 1 };

/** Whether everything that the source reads can be read: each endpoint is asked for `day`, and the names once. Nothing is kept. */
export async function checkSource(source: Source, day: Day, signal: AbortSignal): Promise<Finding[]> {
  const subject = `OpenAI ${source.id}`;
  const wrong = (error: unknown): Finding => ({ subject, outcome: 'wrong', words: wordsOf(error) });
  const findings: Finding[] = [];
  const readable: string[] = [];
  try {
    const endpoints = (await source.endpoints(signal)).slice(0, checkedEndpoints[source.kind]);
    for (const endpoint of endpoints) {
      const found = await checkEndpoint(source, endpoint, day, signal);
      if (found instanceof Error) {
        findings.push(wrong(found));
        // No other request with this key can succeed either.
        if (found instanceof OpenAiError && found.code === 'openai_unauthorized') return findings;
      } else {
        readable.push(endpoint.id);
        if (found !== null) findings.push({ subject, outcome: 'note', words: found });
      }
    }
    await source.fetchNames(signal);
  } catch (error) {
    findings.push(wrong(error));
  }
  if (readable.length > 0) findings.unshift({ subject, outcome: 'fine', words: `the key works; readable: ${readable.join(', ')}` });
  return findings;
}

/** Null when all is well, words when it can be read only coarsely. */
async function checkEndpoint(source: Source, endpoint: Endpoint, day: Day, signal: AbortSignal): Promise<string | null | Error> {
  try {
    const days = await source.fetchDays(endpoint, { from: day, to: addDays(day, 1) }, signal);
    const groupedBy = days.get(day)?.groupedBy ?? [];
    if (endpoint.id === 'costs/user' && groupedBy.length === 0) {
      return 'this organisation gives no billed cost by person: costs of people are estimated';
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
