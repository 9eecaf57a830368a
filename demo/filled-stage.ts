import { untilSpikeAlert } from './alerts.ts';
import { untilBackfilled } from './backfill.ts';
import { untilDigest } from './digest.ts';
import { type Stage, type StageOptions, startStage } from './stage.ts';

/**
 * The stage once the history is collected and the first digest and the spike alert are posted.
 *
 * @throws what {@link startStage}, {@link untilBackfilled} and {@link untilDigest} throw.
 */
export async function startFilledStage(options: StageOptions): Promise<Stage> {
  const stage = await startStage(options);
  const { signal } = new AbortController();
  try {
    await untilBackfilled(stage.bot, () => undefined, signal);
    await untilDigest(stage.slack, signal);
    await untilSpikeAlert(stage.slack, signal);
    return stage;
  } catch (error) {
    await stage.stop();
    throw error;
  }
}
