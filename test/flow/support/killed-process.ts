import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { collectDays } from './collect-days.ts';
import { sendUntilIdle } from './send-until-idle.ts';
import { Steps } from './steps.ts';

/** A process that reads what to do, does it, and kills itself right after a chosen step. */
const orderSchema = z.object({
  last: z.object({ step: z.string().optional(), count: z.number() }),
  at: z.coerce.date(),
  work: z.discriminatedUnion('what', [
    z.object({ what: z.literal(['digest', 'alert']), url: z.string(), apiUrl: z.string(), botToken: z.string() }),
    z.object({
      what: z.literal('collection'),
      url: z.string(),
      openAi: z.object({ url: z.string(), adminKey: z.string() }),
      period: z.object({ from: z.string(), to: z.string() }),
    }),
  ]),
});

const { last, at, work } = orderSchema.parse(JSON.parse(await text(process.stdin)));
const steps = new Steps(last, () => void process.kill(process.pid, 'SIGKILL'));
const clock = () => at;
if (work.what === 'collection') await collectDays({ ...work, clock }, steps);
else await sendUntilIdle({ ...work, clock }, steps);
