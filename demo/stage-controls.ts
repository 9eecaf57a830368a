import { chartBreakage, openAiBreakages, slackBreakages } from './breakages.ts';
import { hoursUntilTomorrowMorning, type MovableClock } from './clock.ts';
import type { OpenAiStandIn } from './openai/server.ts';
import type { Controls } from './slack/page/controls.ts';
import type { SlackStandIn } from './slack/stand-in.ts';

/** What the panel controls. Null for what has not started yet. */
export interface Steered {
  readonly clock: MovableClock;
  readonly openAi: () => Pick<OpenAiStandIn, 'fail' | 'heal'> | null;
  readonly slack: () => Pick<SlackStandIn, 'fail' | 'heal' | 'refuseBlockTypes'> | null;
  /** Does everything that is due now. */
  readonly catchUp: () => Promise<void>;
}

/** The panel of the demo's page: breaks the two stand-ins and moves the clock. */
export function createStageControls({ clock, openAi, slack, catchUp }: Steered): Controls {
  const broken = new Set<string>();
  let jumpingTo: Date | null = null;
  const switchOf = (group: string) => (breakage: { id: string; label: string }) => ({
    id: breakage.id,
    group,
    label: breakage.label,
    isOn: broken.has(breakage.id),
  });
  return {
    switches: () => [
      ...openAiBreakages.map(switchOf('OpenAI')),
      ...slackBreakages.map(switchOf('Slack')),
      switchOf('Slack')(chartBreakage),
    ],
    turn(id, isOn) {
      if (isOn) broken.add(id);
      else broken.delete(id);
      openAi()?.heal();
      for (const { failure } of openAiBreakages.filter(one => broken.has(one.id))) openAi()?.fail(failure);
      slack()?.heal();
      for (const { failure } of slackBreakages.filter(one => broken.has(one.id))) slack()?.fail(failure);
      slack()?.refuseBlockTypes(broken.has(chartBreakage.id) ? chartBreakage.blockTypes : []);
    },
    now: clock.now,
    jumping: () => jumpingTo,
    async jump() {
      try {
        jumpingTo = clock.now();
        // Running work is leased for half a minute, so it must end before the clock skips an hour.
        await catchUp();
        for (const hour of hoursUntilTomorrowMorning(clock.now())) {
          jumpingTo = hour;
          clock.moveTo(hour);
          await catchUp();
        }
      } finally {
        jumpingTo = null;
      }
    },
  };
}
