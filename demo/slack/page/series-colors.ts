/** The drawing library's own four, and two more: Slack's charts have up to six series. */
const colors: readonly string[] = [
  'rgb(191, 77, 26)',
  'rgb(38, 59, 156)',
  'rgb(16, 111, 77)',
  'rgb(217, 76, 117)',
  'rgb(156, 122, 0)',
  'rgb(107, 114, 128)',
];
const libraryHas = 4;

/**
 * Drawn HTML in which the fifth and sixth series of a chart have their own colors. The library would start over with its first. It
 * draws the series in order, then the legend in the same order.
 */
export function withSeriesColors(html: string): string {
  let part = '';
  let last = -1;
  let lap = 0;
  return html.replaceAll(/(fill="|stroke="|background-color:)(rgb\(\d+, \d+, \d+\))/g, (drawn, property: string, color: string) => {
    const position = colors.indexOf(color);
    if (position < 0) return drawn;
    const partNow = property === 'background-color:' ? 'legend' : 'plot';
    lap = partNow !== part ? 0 : position < last ? lap + 1 : lap;
    part = partNow;
    last = position;
    return `${property}${colors[position + libraryHas * lap] ?? color}`;
  });
}
