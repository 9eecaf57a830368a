import { systemClock } from '#app/clock.ts';
import { createLogger } from '#log.ts';
import { untilSpikeAlert } from './alerts.ts';
import { untilBackfilled } from './backfill.ts';
import { moveDigestToMorning, untilDigest } from './digest.ts';
import { createProgressLine } from './progress-line.ts';
import { type Stage, startStage } from './stage.ts';

const usualPort = 4114;
const portsTried = 20;

/** Runs the demo until Ctrl-C or SIGTERM, and returns the exit code. `port` is the page's; null is the usual one, or the next free one. */
export async function runDemo(port: number | null): Promise<0 | 1> {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
  const stage = await startedStage(port);
  if (stage === null) return 1;
  try {
    process.stdout.write(welcome(stage));
    const progress = createProgressLine(process.stdout);
    await untilBackfilled(stage.bot, progress.show, stopped.signal);
    progress.end();
    await untilDigest(stage.slack, stopped.signal);
    if (!stopped.signal.aborted) await moveDigestToMorning(stage.slack);
    await untilSpikeAlert(stage.slack, stopped.signal);
    if (!stopped.signal.aborted) {
      process.stdout.write('The history is collected, and a daily digest is in #ml-costs. Ctrl-C ends the demo.\n');
      await new Promise(resolve => stopped.signal.addEventListener('abort', resolve, { once: true }));
    }
    process.stdout.write('\nStopping.\n');
    return 0;
  } finally {
    await stage.stop();
  }
}

/** Null when no port is free; standard error then says why. */
async function startedStage(port: number | null): Promise<Stage | null> {
  const ports = port === null ? Array.from({ length: portsTried }, (_, index) => usualPort + index) : [port];
  for (const candidate of ports) {
    try {
      return await startStage({ clock: systemClock, logger: createLogger('warn'), port: candidate });
    } catch (error) {
      if (!isPortTaken(error)) throw error;
    }
  }
  const tried = port === null ? `The ports ${ports[0]} to ${ports.at(-1)} are` : `Port ${port} is`;
  process.stderr.write(`${tried} taken or not allowed. Give another one: npm run demo -- --port 5000\n`);
  return null;
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}

/** The address comes first, for people who read one line. */
function welcome({ slack, openAi }: Stage): string {
  return `${slack.url}

Open this page: a Slack workspace with spendbot in it. No key, no account; nothing leaves this machine.
  spendbot            the real bot, with a database that is gone when the demo ends
  the stand-in OpenAI ${openAi.url}, with 120 days of a made-up team
  the stand-in Slack  ${slack.url}

Type first:  /spend last 7d     then press the buttons, or try
             /spend by model    /spend by project this month    /spend help
Then:        "Break things", on the page, makes OpenAI or Slack fail, and jumps to tomorrow morning

`;
}
