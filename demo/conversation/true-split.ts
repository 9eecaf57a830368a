import { type Day, dayOfUnixSeconds } from '#core/time/day.ts';
import type { Charge } from '../openai/charges.ts';
import { apiKeys, people, projects } from '../openai/team.ts';
import type { UsageEndpoint, UsageEvent } from '../openai/usage-event.ts';
import { daysInWords } from './days-in-words.ts';

/** `nothing` puts all into one row. */
export type Split = 'nothing' | 'model' | 'project' | 'user' | 'key' | 'tier' | 'day';

/** What people read for what belongs to no one. */
export const nobody = '(unattributed)';

/** OpenAI counts these by project alone, although it bills them by key too. */
const countedByProject: readonly UsageEndpoint[] = ['code_interpreter_sessions', 'vector_stores'];

/** What people read for the part that the event belongs to, as far as usage says it. */
export function splitOfEvent(event: UsageEvent, by: Split): string {
  if ((by === 'user' || by === 'key') && countedByProject.includes(event.endpoint)) return nobody;
  if (by === 'model') return event.model ?? nobody;
  if (by === 'tier') return event.endpoint === 'completions' ? event.tier : nobody;
  return splitOfOwner(event, by);
}

/** As {@link splitOfEvent}. What the bill does not say of which model it is goes by its line item. */
export function splitOfCharge(charge: Charge, by: Split): string {
  if (by === 'tier') throw new Error('A bill knows no tiers');
  return by === 'model' ? modelOf(charge.lineItem) : splitOfOwner(charge, by);
}

function splitOfOwner(what: Pick<Charge, 'at' | 'projectId' | 'userId' | 'apiKeyId'>, by: Exclude<Split, 'model' | 'tier'>): string {
  const day: Day = dayOfUnixSeconds(what.at);
  switch (by) {
    case 'nothing':
      return '';
    case 'day':
      return daysInWords({ from: day, to: day });
    case 'project':
      return projects.find(({ id }) => id === what.projectId)?.name ?? nobody;
    case 'key':
      return apiKeys.find(({ id }) => id === what.apiKeyId)?.name ?? nobody;
    case 'user': {
      const person = people.find(({ id }) => id === what.userId);
      return person === undefined ? nobody : (person.name ?? person.email);
    }
  }
}

/** Everything on the stand-in's bill that is not called after a model; a fine-tuned one goes by its base. */
const noModel = /^(?:ft-|assistants api|web search|Vector storage|credit)/;

/** `batch | gpt-5.5-2026-04-23, input, long context` and `gpt-image-1 image, output` by the model alone. */
function modelOf(lineItem: string): string {
  if (noModel.test(lineItem)) return lineItem;
  return lineItem.replace(/^(?:batch|flex|priority) \| /, '').replace(/(?: (?:text|audio|image))?,.*$/, '');
}
