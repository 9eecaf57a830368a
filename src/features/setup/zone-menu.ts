import type { Instant } from '#core/time/day.ts';
import { isTimeZone, utcOffset, zoneName } from '#core/time/local-time.ts';
import type { MenuOption } from '#show/blocks/form.ts';
import { timeZones } from './time-settings.ts';

/** The time zones that fit `typed`, with their offset at `now`: by any part of the name, with spaces or without, or by the offset. */
export function zoneOptions(typed: string, now: Instant): MenuOption[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  return ['UTC', ...timeZones()].map(zone => zoneOption(zone, now)).filter(({ text }) => words.every(word => folded(text).includes(word)));
}

/** The option of `zone`; null if this machine does not know it. */
export function chosenZone(zone: string, now: Instant): MenuOption | null {
  return isTimeZone(zone) ? zoneOption(zoneName(zone), now) : null;
}

function zoneOption(zone: string, now: Instant): MenuOption {
  return { value: zone, text: `${zone} (${utcOffset(now, zone)})` };
}

/** As one types it: `new york`, `utc-5`. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ').replaceAll('−', '-');
}
