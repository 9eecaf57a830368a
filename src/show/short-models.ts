import { undated } from './charts/chart-labels.ts';

/** What sentences call the models `labels`: without a snapshot's date where they stay different. Other labels stay as they are. */
export function shortModels(labels: readonly string[]): (label: string) => string {
  const distinct = [...new Set(labels)];
  const short = new Map(undated(distinct).map((name, index) => [distinct[index], name]));
  return label => short.get(label) ?? label;
}
