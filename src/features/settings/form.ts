import { readNames } from '#data/ledger/stored-names.ts';
import type { AlertParts } from '../access/manager.ts';
import type { Form, OpenedForm } from '../setup/form.ts';
import { channelField, channelWords, filledChannel, scopeField, scopeWords } from '../setup/form-fields.ts';
import { chosenScope, everything, keptScope, type ScopeMenuPlace, scopeOptions } from '../setup/scope-menu.ts';

/** `/spend settings scope …` as a form. */
export const scopeForm: Form = {
  id: 'scope',
  title: () => 'What a channel shows',
  submit: 'Save',
  fields: () => [{ ...channelField, hint: 'Answers in that channel show only what is chosen below' }, scopeField],
  async holds(parts, opened) {
    const scope = chosenScope(placeOf(parts, opened), await readNames(parts.database));
    return { filled: { ...filledChannel(opened.asker.channelId), scope } };
  },
  menus: { scope: (parts, opened, typed, now) => scopeOptions(parts, placeOf(parts, opened), typed, now) },
  command(values, submitted) {
    const { scope = everything.value } = values;
    const said = scope === everything.value ? 'clear' : scope === keptScope ? `as in <#${submitted.asker.channelId}>` : null;
    return `settings scope ${channelWords(values)} ${said ?? `to ${scopeWords(values, submitted)}`}`;
  },
};

/** It sets the channel's scope, so it offers all there is, and the scope that the channel has now. */
function placeOf({ peopleVisible }: AlertParts, { asker }: OpenedForm): ScopeMenuPlace {
  return { within: [], offersPeople: peopleVisible === 'everyone', kept: asker.within.length === 0 ? null : asker.within };
}
