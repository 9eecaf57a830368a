import { setFlagsFromString } from 'node:v8';

/**
 * Has what is new and soon unneeded collected more often instead of in more and more room, which V8 does not give back: the bot waits most
 * of the time, and would keep what its busiest minute took. Memory at rest is a third less. Works at any time, best before much is imported.
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
