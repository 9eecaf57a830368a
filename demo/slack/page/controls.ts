import { z } from 'zod';
import type { JsonObject } from '../json.ts';

/** Something on the page's panel that can be broken, and is until it is switched off again. */
interface Switch {
  readonly id: string;
  /** `OpenAI` or `Slack`, above the switches of the same kind. */
  readonly group: string;
  readonly label: string;
  readonly isOn: boolean;
}

/** What the page's panel steers: whoever runs the stand-in offers it. */
export interface Controls {
  switches(): readonly Switch[];
  /** Breaks or heals what `id` names; an unknown one is left alone. */
  turn(id: string, isOn: boolean): void;
  /** What time it is in the workspace. */
  now(): Date;
  /** Moves the clock to tomorrow morning, hour by hour, with everything that happens on the way; resolves when it is there. */
  jump(): Promise<void>;
  /** Where a jump that is under way has come to; null when none is. */
  jumping(): Date | null;
}

const asked = z.object({ turn: z.string().optional(), isOn: z.boolean().default(false), jump: z.boolean().default(false) });

/** Does what the panel asks for, and gives what it shows. A jump goes on after this returns. */
export function steer(body: JsonObject, controls: Controls, onFailure: (error: unknown) => void): JsonObject {
  const { turn, isOn, jump } = asked.parse(body);
  if (turn !== undefined) controls.turn(turn, isOn);
  if (jump && controls.jumping() === null) controls.jump().catch(onFailure);
  return controlsJson(controls);
}

export function controlsJson(controls: Controls): JsonObject {
  return {
    switches: controls.switches(),
    now: controls.now().toISOString(),
    jumping: controls.jumping()?.toISOString() ?? null,
  };
}
