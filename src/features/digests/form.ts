import { timeText } from '#core/time/local-time.ts';
import type { Form } from '../setup/form.ts';
import { channelField, channelWords, scopeField, scopeWords } from '../setup/form-fields.ts';
import { thingForm } from '../setup/thing-form.ts';
import { chosenZone, zoneOptions } from '../setup/zone-menu.ts';
import { subscriptions } from './subscriptions-store.ts';

const parts = thingForm('digest', subscriptions, (digest, { timeZone }, now) => {
  const zone = chosenZone(digest?.timeZone ?? timeZone, now);
  return {
    ...(digest === null ? {} : { rhythm: digest.rhythm, time: timeText(digest.minutes) }),
    ...(zone === null ? {} : { zone }),
  };
});

export const digestForm: Form = {
  id: 'digest',
  title: number => (number === null ? 'New digest' : 'Change digest'),
  submit: 'Save',
  fields: () => [
    {
      id: 'rhythm',
      label: 'How often',
      kind: {
        options: [
          ['daily', 'Every day'],
          ['weekly', 'On Mondays'],
          ['monthly', 'On the 1st'],
        ],
      },
      initial: 'daily',
    },
    { id: 'time', label: 'At', kind: 'time', initial: '09:00' },
    { id: 'zone', label: 'Time zone', hint: 'Search by city or offset: New York, UTC+5:30', kind: 'menu', about: /time zone/i },
    scopeField,
    channelField,
  ],
  holds: parts.holds,
  menus: { ...parts.menus, zone: async (_parts, _opened, typed, now) => zoneOptions(typed, now) },
  command(values, submitted) {
    const verb = submitted.number === null ? 'digest' : `digest change ${submitted.number}`;
    return `${verb} ${values.rhythm} at ${values.time} ${values.zone} ${scopeWords(values, submitted)} in ${channelWords(values)}`;
  },
};
