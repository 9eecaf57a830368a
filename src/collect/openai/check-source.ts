import type { Finding } from '#core/setup-finding.ts';
import { addDays, type Day } from '#core/time/day.ts';
import { organizationWords } from '#core/usage/organization.ts';
import { withAllowance } from './allowance.ts';
import { OpenAiError } from './openai-error.ts';
import type { Endpoint, Source } from './source.ts';

/** The key-only source has one endpoint per member and five requests a minute, so checking one has to do. */
const checkedEndpoints = { admin: Number.POSITIVE_INFINITY, usage: 1 };

/** Checks that `day` of each endpoint and the names can be read. Endpoints that fail the same way are one finding. Stores nothing. */
export async function checkSource(source: Source, day: Day, signal: AbortSignal): Promise<Finding[]> {
  const subject = `OpenAI ${source.id}`;
  const notes: Finding[] = [];
  const readable: string[] = [];
  const failures: Failure[] = [];
  try {
    const endpoints = (await source.endpoints(signal)).slice(0, checkedEndpoints[source.kind]);
    for (const endpoint of endpoints) {
      const found = await checkEndpoint(source, endpoint, day, signal);
      if (found instanceof Error) {
        failures.push({ asked: endpoint.id, error: found });
        if (stopsAll(found, readable.length > 0)) return findingsOf(subject, failures);
      } else {
        readable.push(endpoint.id);
        if (found !== null) notes.push({ subject, outcome: 'note', words: found });
      }
    }
    const { refusals = [] } = await source.fetchNames(signal);
    for (const error of refusals) failures.push({ asked: 'names', error });
  } catch (error) {
    failures.push({ asked: 'names', error: error instanceof Error ? error : new Error(String(error)) });
  }
  const organization = source.organization?.() ?? null;
  const of = organization === null ? '' : `, for ${organizationWords(organization)}`;
  const fine: Finding = { subject, outcome: 'fine', words: `the key works${of}; readable: ${readable.join(', ')}` };
  return [...(readable.length > 0 ? [fine] : []), ...findingsOf(subject, failures), ...notes];
}

interface Failure {
  readonly asked: string;
  readonly error: Error;
}

/** Whether every other request would fail too: the key is wrong, or nobody has answered at all. */
function stopsAll(error: Error, wasAnswered: boolean): boolean {
  if (!(error instanceof OpenAiError)) return false;
  return error.code === 'openai_unauthorized' || (error.code === 'openai_unavailable' && error.status === null && !wasAnswered);
}

function findingsOf(subject: string, failures: readonly Failure[]): Finding[] {
  return [...Map.groupBy(failures, ({ error }) => reasonOf(error))].map(([reason, alike]) => {
    const [first] = alike;
    const words = alike.length === 1 && first ? first.error.message : `${alike.map(({ asked }) => asked).join(', ')}: ${reason}`;
    return { subject, outcome: 'wrong', words };
  });
}

function reasonOf(error: Error): string {
  return error instanceof OpenAiError ? error.reason : error.message;
}

/** Null if all is well; words if only a coarse grouping is available. */
async function checkEndpoint(source: Source, endpoint: Endpoint, day: Day, signal: AbortSignal): Promise<string | null | Error> {
  try {
    const period = { from: day, to: addDays(day, 1) };
    const days = await withAllowance(allowance => source.fetchDays(endpoint, period, signal, allowance));
    const found = days.get(day);
    if (found === undefined || 'unread' in found) return new OpenAiError('openai_unexpected', found?.unread ?? `${day} was not answered`);
    const isWithoutPeople = endpoint.id === 'costs/user' && found.groupedBy.length === 0;
    return isWithoutPeople ? 'this organisation gives no billed cost by person: costs of people are estimated' : null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
