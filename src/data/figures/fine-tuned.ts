import { baseOf, subjectOfLine } from '#core/usage/billed-subject.ts';
import type { Attribute } from '#core/usage/dimensions.ts';
import type { FigureCell } from '#core/usage/figure-cell.ts';
import type { IdFilter } from '../database/filters.ts';

/** OpenAI bills all models fine-tuned from one base together, and the bill names only the base. */
export interface FineTuned {
  /**
   * Cells with the lines of a base given to the one model fine-tuned from it, or the usage of several and their lines named after it.
   * Lines of a tool have its name.
   */
  renamed(cells: readonly FigureCell[], attributes: readonly Attribute[]): readonly FigureCell[];
  /** `only`, so that it also lets through what is renamed to one of its models. */
  widened(only: IdFilter | undefined): IdFilter | undefined;
}

/** All stay as they are. */
export const noFineTuned: FineTuned = { renamed: cells => cells, widened: only => only };

/** `models` are all that were ever used; only `billedSources` have a bill. */
export function fineTuned(models: readonly string[], billedSources: ReadonlySet<string>): FineTuned {
  const byBase = Map.groupBy(models.filter(isFineTuned), baseOf);
  const nameOf = (base: string) => {
    const [only, ...others] = byBase.get(base) ?? [];
    return only === undefined || others.length > 0 ? base : only;
  };
  return {
    renamed(cells, attributes) {
      const place = attributes.indexOf('model');
      if (place < 0) return cells;
      return cells.map(cell => {
        const subject = cell.lineItem === '' ? (cell.ids[place] ?? '') : (subjectOfLine(cell.lineItem).subject ?? '');
        if (!isFineTuned(subject) || !billedSources.has(cell.source))
          return cell.lineItem === '' || subject === '' ? cell : { ...cell, lineItem: subject };
        return { ...cell, ids: cell.ids.with(place, nameOf(baseOf(subject))), lineItem: '' };
      });
    },
    widened(only) {
      if (only?.attribute !== 'model') return only;
      const bases = new Set(only.ids.filter(isFineTuned).map(baseOf));
      if (bases.size === 0) return only;
      return { ...only, ids: [...new Set([...only.ids, '', ...[...bases].flatMap(base => byBase.get(base) ?? [])])] };
    },
  };
}

export function isFineTuned(model: string): boolean {
  return model.startsWith('ft:');
}
