import { Client } from 'pg';
import { vi } from 'vitest';

/** Counts the round trips of this process to PostgreSQL, connecting included, until mocks are restored. */
export function countStatements(): { underWay(): number } {
  let underWay = 0;
  for (const name of ['connect', 'query'] as const) {
    const work = Client.prototype[name] as (this: Client, ...parameters: unknown[]) => unknown;
    vi.spyOn(Client.prototype, name).mockImplementation(function (this: Client, ...parameters: unknown[]) {
      underWay += 1;
      const ended = () => {
        underWay -= 1;
      };
      const last = parameters.at(-1);
      if (typeof last !== 'function') return (work.apply(this, parameters) as Promise<unknown>).finally(ended) as never;
      const told = (...results: unknown[]) => {
        ended();
        last(...results);
      };
      return work.apply(this, [...parameters.slice(0, -1), told]) as never;
    });
  }
  return { underWay: () => underWay };
}
