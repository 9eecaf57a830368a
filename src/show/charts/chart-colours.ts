/** Seven colors that neighbors can be told apart by, also when colorblind (Okabe and Ito's, reordered). */
export const chartColours = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#F0E442', '#56B4E9'] as const;
/** For everything without a color of its own. */
export const otherColour = '#555555';
export const inkColour = '#111827';
export const quietInkColour = '#4B5563';
export const gridColour = '#E5E7EB';
export const budgetColour = '#7C3AED';

/** {@link chartColours}, then four darker ones for models that rarely share a chart with the first seven. */
const palette: readonly string[] = [...chartColours, '#332288', '#882255', '#8A8A1F', '#661100'];

/**
 * A color for each of `places`, all different as long as there are eleven at most. A place keeps its color from chart to chart, unless
 * a smaller one in the same chart has it; null takes any that is left.
 */
export function coloursOf(places: readonly (number | null)[]): string[] {
  const colours = new Map<number, string>();
  const inOrder = [...places.keys()].sort((a, b) => (places[a] ?? palette.length) - (places[b] ?? palette.length) || a - b);
  for (const index of inOrder) {
    const own = palette[(places[index] ?? 0) % palette.length] ?? otherColour;
    const taken = new Set(colours.values());
    colours.set(index, taken.has(own) ? (palette.find(colour => !taken.has(colour)) ?? otherColour) : own);
  }
  return places.map((_, index) => colours.get(index) ?? otherColour);
}

/** A lighter, opaque `colour`, for what can still grow. */
export function paler(colour: string): string {
  const channels = [1, 3, 5].map(at => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(channel + (255 - channel) * 0.45).toString(16);
  });
  return `#${channels.map(channel => channel.padStart(2, '0')).join('')}`;
}
