import { z } from 'zod';
import type { JsonObject } from '../json.ts';

/** A switch on the page's panel that breaks something until it is turned off. */
interface Switch {
  readonly id: string;
  /** The heading above the switch: `OpenAI` or `Slack`. */
  readonly group: string;
  readonly label: string;
  readonly isOn: boolean;
}

/** What the page's panel can control. The stand-in's owner provides it. */
export interface Controls {
  switches(): readonly Switch[];
  /** Breaks or heals what `id` names. An unknown id changes nothing. */
  turn(id: string, isOn: boolean): void;
  /** The time in the workspace. */
  now(): Date;
  /** Moves the clock to tomorrow morning, hour by hour, doing what falls due; resolves at the end. */
  jump(): Promise<void>;
  /** How far a running jump has come; null when none is running. */
  jumping(): Date | null;
}

const asked = z.object({ turn: z.string().optional(), isOn: z.boolean().default(false), jump: z.boolean().default(false) });

/** Does what the panel asks for, and returns what it shows. A jump continues after this returns. */
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
