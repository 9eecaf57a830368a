import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { collectDays } from './collect-days.ts';
import { sendUntilIdle } from './send-until-idle.ts';
import { Steps } from './steps.ts';

/** A process that reads what to do, does it, and kills itself right after a chosen step. */
const work = { url: z.string(), at: z.coerce.date() };
const orderSchema = z.object({
  last: z.object({ step: z.string().optional(), count: z.number() }),
  work: z.discriminatedUnion('what', [
    z.object({ what: z.literal(['digest', 'alert']), ...work, apiUrl: z.string(), botToken: z.string() }),
    z.object({
      what: z.literal('collection'),
      ...work,
      openAi: z.object({ url: z.string(), adminKey: z.string() }),
      period: z.object({ from: z.string(), to: z.string() }),
    }),
  ]),
});

const order = orderSchema.parse(JSON.parse(await text(process.stdin)));
const steps = new Steps(order.last, () => void process.kill(process.pid, 'SIGKILL'));
if (order.work.what === 'collection') await collectDays(order.work, steps);
else await sendUntilIdle(order.work, steps);
