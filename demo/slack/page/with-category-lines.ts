/** The drawing library's names of bars and points. */
const drawnName = /<text x="([\d.]+)" y="[\d.]+" text-anchor="middle" fill="currentColor" font-size="11">([^<]+)<\/text>/g;
const characterWidth = 5.8;

/** Drawn HTML in which names below a chart that would run into each other have two lines. The library writes each in one. */
export function withCategoryLines(html: string): string {
  const [first = 0, second = 0] = [...html.matchAll(drawnName)].map(([, x]) => Number(x));
  const room = second - first;
  return html.replaceAll(drawnName, (drawn, x: string, name: string) => {
    const end = room > 0 && name.length * characterWidth > room ? lineEnd(name) : 0;
    return end === 0
      ? drawn
      : drawn.replace(`>${name}<`, `>${name.slice(0, end).trimEnd()}<tspan x="${x}" dy="12">${name.slice(end)}</tspan><`);
  });
}

/** Where the second line of `name` starts: after its dash, or the space nearest to its middle; 0 without either. */
function lineEnd(name: string): number {
  const off = (end: number) => Math.abs(end - name.length / 2);
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index + 1);
  return name.indexOf('–') + 1 || (spaces.sort((a, b) => off(a) - off(b))[0] ?? 0);
}
