import { type Block, isJsonObject, type JsonObject, objectsIn } from '../json.ts';

const maxCharts = 2;

/** Two charts per message; in each, names differ and every series has one point per category. */
export function chartProblems(blocks: readonly Block[]): string[] {
  const charts = [...blocks.entries()].filter(([, block]) => block.type === 'data_visualization');
  const problems = charts.flatMap(([index, block]) =>
    isJsonObject(block.chart) ? dataProblems(block.chart).map(problem => `${problem} [json-pointer:/blocks/${index}/chart]`) : [],
  );
  if (charts.length > maxCharts) problems.push(`no more than ${maxCharts} data_visualization blocks allowed [json-pointer:/blocks]`);
  return problems;
}

function dataProblems(chart: JsonObject): string[] {
  if (chart.type === 'pie') return repeated('segment label', labelsOf(chart.segments));
  const series = objectsIn(chart.series);
  const categories =
    isJsonObject(chart.axis_config) && Array.isArray(chart.axis_config.categories) ? chart.axis_config.categories.map(String) : [];
  return [
    ...repeated('category', categories),
    ...repeated(
      'series name',
      series.map(one => String(one.name)),
    ),
    ...series.flatMap(one => {
      const labels = labelsOf(one.data);
      const agree = labels.length === categories.length && categories.every(category => labels.includes(category));
      return agree ? [] : [`series ${one.name} must have one data point per category`];
    }),
  ];
}

function labelsOf(points: unknown): string[] {
  return objectsIn(points).map(point => String(point.label));
}

function repeated(what: string, names: readonly string[]): string[] {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [...new Set(twice)].map(name => `${what} ${name} is not unique`);
}
