import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { messagesOnDatabase } from '../../support/messages-on-database.ts';

/** A process that does what the bot does by itself, until it is killed. It says that it is ready, and then reads from a line what to work on. */
const orderSchema = z.object({ url: z.string(), apiUrl: z.string(), botToken: z.string(), offsetMs: z.number() });

process.stdout.write('ready\n');
const [line] = await once(createInterface({ input: process.stdin }), 'line');
const { offsetMs, ...order } = orderSchema.parse(JSON.parse(String(line)));
await messagesOnDatabase({ ...order, clock: () => new Date(Date.now() + offsetMs) });
