import { z } from 'zod';
import type { ChartConfig } from '#show/charts/chart-config.ts';

const scale = z.object({
  position: z.string().optional(),
  stack: z.string().optional(),
  stackWeight: z.number().optional(),
  labels: z.array(z.string()).optional(),
});

const options = z.object({
  plugins: z.object({
    title: z.object({ text: z.union([z.string(), z.array(z.string())]) }),
    subtitle: z.object({ text: z.array(z.string()) }),
  }),
  scales: z.record(z.string(), scale),
});

/** The title of a chart, and its subtitle in one line, as people read them. */
export function chartTextsOf(config: ChartConfig): { title: string; subtitle: string } {
  const { title, subtitle } = options.parse(config.options).plugins;
  return { title: asRead([title.text].flat().join(' ')), subtitle: asRead(subtitle.text.join(' · ')) };
}

/** The scales of a chart, in order. */
export function chartScalesOf(config: ChartConfig): Readonly<Record<string, z.infer<typeof scale>>> {
  return options.parse(config.options).scales;
}

/** The labels below the bars of a chart, of several lines in one. */
export function chartLabelsOf({ data }: ChartConfig): string[] {
  return data.labels.map(label => asRead([label].flat().join(' ')));
}

/** `text` with a minus and percent signs as people read them, however the figures in it were formatted. */
export function asRead(text: string): string {
  return text.replaceAll(' %', '%').replaceAll('-$', '−$');
}
