import { z } from 'zod';

/** What a {@link BotProcess} tells its process to do, one after another. */
export const botOrderSchema = z.object({
  id: z.number(),
  order: z.discriminatedUnion('what', [
    z.object({ what: z.literal('start'), variables: z.record(z.string(), z.string()), offsetMs: z.number(), pragmas: z.array(z.string()) }),
    z.object({ what: z.literal('move clock'), offsetMs: z.number() }),
    z.object({ what: z.literal('pragma'), pragma: z.string() }),
    z.object({ what: z.literal('catch up') }),
    z.object({ what: z.literal('status') }),
  ]),
});

export type BotOrder = z.infer<typeof botOrderSchema>['order'];
