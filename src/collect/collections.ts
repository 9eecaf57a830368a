import type { Period } from '#core/time/period.ts';
import { saveActiveSources } from '#data/ledger/source-states.ts';
import type { Logger } from '#log.ts';
import type { CollectionProgress, CollectorParts } from './collect-batch.ts';
import { type CollectionReport, type CollectOptions, collectSource } from './collector.ts';
import type { Source } from './openai/source.ts';
import { type HoldPace, holdSource } from './source-lease.ts';

export interface CollectionsParts extends CollectorParts {
  readonly sources: readonly Source[];
  readonly settleDays: number;
  readonly logger: Logger;
  readonly holdPace?: HoldPace;
}

/** Collects from all sources, one run at a time, and reports progress on request. */
export interface Collections {
  /**
   * Collects `period` from every source, or `only` one, in parallel, after any run in progress, also another process's.
   * `unlessDone` skips a source that another process finishes collecting after this call.
   */
  run(
    period: Period,
    options?: { only?: string; unlessDone?: boolean; onProgress?: (progress: CollectionProgress) => void },
  ): Promise<CollectionReport[]>;
  /** The progress of each source being collected. */
  readonly running: ReadonlyMap<string, CollectionProgress>;
  /** Interrupts the current run, and resolves when it has ended. What was collected stays. */
  stop(): Promise<void>;
}

export function createCollections(parts: CollectionsParts): Collections {
  const running = new Map<string, CollectionProgress>();
  const stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  return {
    running,
    run(period, { only, unlessDone = false, onProgress } = {}) {
      const unlessEndedSince = unlessDone ? parts.clock() : null;
      const sources = parts.sources.filter(source => only === undefined || source.id === only);
      const run = last.then(async () => {
        await saveActiveSources(parts.database, parts.sources);
        const reports = await Promise.all(
          sources.map(source =>
            holdSource(parts, source.id, { signal: stopping.signal, unlessEndedSince }, signal =>
              collectOne(source, period, signal, onProgress),
            ),
          ),
        );
        return reports.filter(report => report !== null);
      });
      last = run.catch(() => undefined);
      return run;
    },
    async stop() {
      stopping.abort(new Error('spendbot is stopping'));
      await last;
    },
  };

  async function collectOne(
    source: Source,
    period: Period,
    signal: AbortSignal,
    tell: CollectOptions['onProgress'],
  ): Promise<CollectionReport> {
    let hasEnded = false;
    const onProgress = (progress: CollectionProgress) => {
      // Requests that were under way when the collection failed end later.
      if (!hasEnded) running.set(source.id, progress);
      tell?.(progress);
    };
    try {
      return await collectSource(parts, source, { period, settleDays: parts.settleDays, signal, logger: parts.logger, onProgress });
    } finally {
      hasEnded = true;
      running.delete(source.id);
    }
  }
}

/** The collection with the most days left; null if none is running. */
export function furthestFromDone(running: readonly CollectionProgress[]): CollectionProgress | null {
  return running.toSorted((a, b) => b.days - b.daysDone - (a.days - a.daysDone))[0] ?? null;
}
