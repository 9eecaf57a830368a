/** A drawn chart, and in it the names of bars and points. */
const drawnChart = /<svg viewBox="0 0 520 300".*?<\/svg>/gs;
const drawnName = /<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" fill="currentColor" font-size="11">([^<]+)<\/text>/g;

/** More names than this are of days, which need not all be named. */
const mostInTwoLines = 6;
/** How wide a character is in a wide window, and in a narrow one, where names are set larger. */
const characterWidth = { wide: 5.8, narrow: 9 };
const gap = 12;

interface Name {
  readonly x: number;
  readonly text: string;
}

/**
 * Drawn HTML in which the names below a chart do not run into each other: a few have two lines, of many only as many are shown as fit. The
 * library writes each in one line.
 */
export function withCategoryNames(html: string): string {
  return html.replaceAll(drawnChart, chart => {
    const names = [...chart.matchAll(drawnName)].map(([, x, text]): Name => ({ x: Number(x), text: text ?? '' }));
    return names.length <= mostInTwoLines ? inTwoLines(chart, names) : asManyAsFit(chart, names);
  });
}

function inTwoLines(chart: string, [first, second]: readonly Name[]): string {
  const room = (second?.x ?? 0) - (first?.x ?? 0);
  return chart.replaceAll(drawnName, (drawn, x: string, name: string) => {
    const end = room > 0 && name.length * characterWidth.wide + gap > room ? lineEnd(name) : 0;
    return end === 0
      ? drawn
      : drawn.replace(`>${name}<`, `>${name.slice(0, end).trimEnd()}<tspan x="${x}" dy="12">${name.slice(end)}</tspan><`);
  });
}

/** Where the second line of `name` starts: after its dash, or the space, hyphen or dots nearest to its middle; 0 without any. */
function lineEnd(name: string): number {
  const off = (end: number) => Math.abs(end - name.length / 2);
  const ends = [...name.matchAll(/[ …-]/g)].map(({ index }) => index + 1);
  return name.indexOf('–') + 1 || (ends.sort((a, b) => off(a) - off(b))[0] ?? 0);
}

function asManyAsFit(chart: string, names: readonly Name[]): string {
  const every = { wide: stepOf(names, characterWidth.wide), narrow: stepOf(names, characterWidth.narrow) };
  let index = 0;
  return chart.replaceAll(drawnName, drawn => {
    const hidden = (['wide', 'narrow'] as const).filter(width => index % every[width] > 0).map(width => `not-${width}`);
    index += 1;
    return hidden.length === 0 ? drawn : drawn.replace('<text ', `<text class="${hidden.join(' ')}" `);
  });
}

/** The smallest step at which no shown name reaches into the next. */
function stepOf(names: readonly Name[], width: number): number {
  const isFree = (step: number) => {
    const shown = names.filter((_, index) => index % step === 0);
    return shown.every(({ x, text }, index) => {
      const next = shown[index + 1];
      return next === undefined || ((text.length + next.text.length) / 2) * width + gap <= next.x - x;
    });
  };
  return names.findIndex((_, index) => isFree(index + 1)) + 1;
}
