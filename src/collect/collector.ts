import pMap from 'p-map';
import type { Instant } from '#core/time/day.ts';
import { lengthInDays, type Period } from '#core/time/period.ts';
import { beginCollection, endCollection, saveEndpoints, sourceStates } from '#data/ledger/source-states.ts';
import { saveNames } from '#data/ledger/stored-names.ts';
import type { Logger } from '#log.ts';
import {
  type CollectionProgress,
  type CollectorParts,
  collectBatch,
  countProgress,
  type FailedDay,
  recordFailedDays,
} from './collect-batch.ts';
import { OpenAiError } from './openai/openai-error.ts';
import type { Source } from './openai/source.ts';
import { halvesOf, planTasks, type Task } from './plan-tasks.ts';

export interface CollectionReport {
  readonly source: string;
  readonly failures: readonly FailedDay[];
  /** Why the source had to stop altogether; null if it didn't. */
  readonly stoppedBecause: string | null;
}

export interface CollectOptions {
  readonly period: Period;
  readonly settleDays: number;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly onProgress?: (progress: CollectionProgress) => void;
}

/** How long names are considered fresh: people and projects are rarely added, and each project costs a request. */
const namesAreFreshMs = 6 * 3_600_000;

/** A collection interrupted longer ago starts over: today has grown since. */
const cutOffIsFreshMs = 3_600_000;

/** Requests in flight. More wouldn't be faster, because of the rate limit; fewer would be slower whenever a reply is slow. */
const concurrentRequests = 5;

/**
 * Collects what is missing or may have changed, newest day first. Each day is stored as read, so an interrupted collection resumes.
 * A day that fails doesn't stop the others; a refused key stops the source. Rejects only if the database fails or the signal aborts.
 */
export async function collectSource(parts: CollectorParts, source: Source, options: CollectOptions): Promise<CollectionReport> {
  const { period, settleDays, logger, onProgress = () => {} } = options;
  const failures: FailedDay[] = [];
  try {
    const endpoints = await source.endpoints(options.signal);
    await saveEndpoints(parts.database, source.id, endpoints);
    const goesOnFrom = await cutOffSince(parts, source);
    await beginCollection(parts.database, source.id, goesOnFrom ?? parts.clock());
    const tasks = await planTasks(parts.database, source.id, endpoints, period, { settleDays, goesOnFrom }, parts.clock());
    const done = countProgress(source.id, tasks, lengthInDays(period), onProgress);
    const stop = new AbortController();
    const signal = AbortSignal.any([options.signal, stop.signal]);
    const collection = { parts, source, signal, logger };
    const newest = tasks.findIndex(task => task.batch.period.to !== tasks[0]?.batch.period.to);
    // Names come right after the newest days: figures first, but with names soon after.
    const work: (() => Promise<void>)[] = tasks.map(task => async () => {
      failures.push(...(await collectTask(collection, task)));
      done(task);
    });
    work.splice(newest < 0 ? work.length : newest, 0, () => collectNames(collection));
    await pMap(work, job => unlessStopped(job, signal, stop), { concurrency: concurrentRequests });
    options.signal.throwIfAborted();
    if (stop.signal.aborted) throw stop.signal.reason;
    await endCollection(parts.database, source.id, null);
    return { source: source.id, failures, stoppedBecause: null };
  } catch (error) {
    options.signal.throwIfAborted();
    if (!(error instanceof OpenAiError)) throw error;
    logger.error({ source: source.id, code: error.code, reason: error.message }, 'a source cannot be collected');
    await endCollection(parts.database, source.id, error.message);
    return { source: source.id, failures, stoppedBecause: error.message };
  }
}

/** When the last collection began, if it was interrupted so recently that what it read is still good; null otherwise. */
async function cutOffSince(parts: CollectorParts, source: Source): Promise<Instant | null> {
  const since = (await stateOf(parts, source))?.collectingSince ?? null;
  return since !== null && parts.clock().getTime() - since.getTime() < cutOffIsFreshMs ? since : null;
}

async function stateOf({ database }: CollectorParts, { id }: Source) {
  return (await sourceStates(database)).find(({ source }) => source === id);
}

/** Runs `job` unless the source has stopped. An OpenAI error stops the source, but jobs in progress finish. */
async function unlessStopped(job: () => Promise<void>, signal: AbortSignal, stop: AbortController): Promise<void> {
  if (signal.aborted) return;
  try {
    await job();
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof OpenAiError)) throw error;
    stop.abort(error);
  }
}

interface Collection extends Pick<CollectOptions, 'signal' | 'logger'> {
  readonly parts: CollectorParts;
  readonly source: Source;
}

/** Resolves with the days that failed, if any. Throws errors that must stop the source. */
async function collectTask(collection: Collection, { endpoint, batch }: Task): Promise<readonly FailedDay[]> {
  const { parts, source, signal, logger } = collection;
  try {
    const { failures, leftOut } = await collectBatch(parts, source, { endpoint, batch }, signal);
    for (const failure of failures) logger.warn({ source: source.id, ...failure }, 'a day was not read');
    for (const { endpoint, day, rows, why } of leftOut) logger.warn({ source: source.id, endpoint, day, rows, why }, 'rows were left out');
    return failures;
  } catch (error) {
    if (signal.aborted || !(error instanceof OpenAiError) || error.stopsSource) throw error;
    const { days } = batch;
    if (error.code !== 'openai_too_large' || days.length === 1) {
      const failed = { source: source.id, endpoint: endpoint.id, days, code: error.code, reason: error.message };
      logger.warn(failed, 'days could not be collected');
      return recordFailedDays(parts, source, endpoint, days, error.reason);
    }
    const failures: FailedDay[] = [];
    // Each half is stored before the next is asked for.
    for (const half of halvesOf(batch)) failures.push(...(await collectTask(collection, { endpoint, batch: half })));
    return failures;
  }
}

/** Figures are right even without names, so a failure is only logged. The next collection tries again. */
async function collectNames({ parts, source, signal, logger }: Collection): Promise<void> {
  const now = parts.clock();
  const state = await stateOf(parts, source);
  if (state?.namesFetchedAt && now.getTime() - state.namesFetchedAt.getTime() < namesAreFreshMs) return;
  try {
    await saveNames(parts.database, source.id, await source.fetchNames(signal), now);
  } catch (error) {
    if (signal.aborted || !(error instanceof OpenAiError)) throw error;
    logger.warn({ source: source.id, code: error.code, reason: error.message }, 'names could not be collected');
  }
}
