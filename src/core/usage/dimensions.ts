export const metrics = ['cost', 'tokens', 'requests'] as const;

export type Metric = (typeof metrics)[number];

/** What usage can be split and filtered by. */
export const attributes = ['model', 'user', 'project', 'key', 'operation', 'tier', 'source'] as const;

export type Attribute = (typeof attributes)[number];

export const timeUnits = ['day', 'week', 'month'] as const;

export type TimeUnit = (typeof timeUnits)[number];

export type Dimension = Attribute | TimeUnit;

export function isTimeUnit(dimension: Dimension): dimension is TimeUnit {
  return (timeUnits as readonly string[]).includes(dimension);
}
