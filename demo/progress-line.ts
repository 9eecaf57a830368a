import { SingleBar } from 'cli-progress';
import type { BackfillProgress } from './backfill.ts';

/** Shows the backfill's progress: one changing line on a terminal, a line per quarter elsewhere. */
export function createProgressLine(stream: NodeJS.WriteStream): { show(progress: BackfillProgress): void; end(): void } {
  return stream.isTTY ? changingLine(stream) : quarterLines(stream);
}

function changingLine(stream: NodeJS.WriteStream) {
  const bar = new SingleBar({
    format: 'collecting |{bar}| {value} of {total} days',
    hideCursor: true,
    stream,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  let isStarted = false;
  return {
    show({ daysDone, days }: BackfillProgress) {
      if (!isStarted) bar.start(days, daysDone);
      isStarted = true;
      bar.update(daysDone);
    },
    end() {
      if (isStarted) bar.update(bar.getTotal());
      bar.stop();
    },
  };
}

function quarterLines(stream: NodeJS.WriteStream) {
  let quartersShown = -1;
  return {
    show({ daysDone, days }: BackfillProgress) {
      const quarters = Math.floor((4 * daysDone) / days);
      if (quarters === quartersShown) return;
      quartersShown = quarters;
      stream.write(`collecting: ${daysDone} of ${days} days\n`);
    },
    end: () => undefined,
  };
}
