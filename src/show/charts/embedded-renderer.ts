import { createRequire } from 'node:module';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  SubTitle,
  Title,
} from 'chart.js';
import type { ChartConfig } from './chart-config.ts';
import { ChartError, type ChartRenderer, type ChartSize, cardColour } from './chart-renderer.ts';

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, SubTitle, Title);

/**
 * Draws in this process with a bundled font: no network, no system fonts. About 50 ms a chart. Throws ChartError when the font cannot be
 * read.
 */
export function embeddedRenderer(): ChartRenderer {
  registerFonts();
  return { render };
}

async function render(config: ChartConfig, size: ChartSize): Promise<Uint8Array> {
  try {
    const canvas = createCanvas(size.width, size.height);
    const chart = new Chart(canvas, { ...configurationOf(config, size), plugins: [whiteCard] });
    try {
      return await canvas.encode('png');
    } finally {
      chart.destroy();
    }
  } catch (cause) {
    throw new ChartError('The embedded renderer could not draw the chart', { code: 'chart_failed', cause });
  }
}

/** A copy, since Chart.js writes to its input, with text the fonts can draw. */
function configurationOf(config: ChartConfig, { pixelRatio }: ChartSize): ChartConfiguration {
  const options = { ...config.options, devicePixelRatio: pixelRatio };
  return JSON.parse(JSON.stringify({ ...config, options }), (name, value) => {
    if (name === 'family') return fontFamilies;
    return typeof value === 'string' ? drawableText(value) : value;
  });
}

const whiteCard: Plugin = {
  id: 'whiteCard',
  beforeDraw: ({ ctx, width, height }) => {
    ctx.save();
    ctx.fillStyle = cardColour;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};

/**
 * What the bundled fonts can draw: Latin, Greek, Cyrillic, and the symbols we use. The ranges in the font package are
 * no guide: they list many characters the files lack.
 */
const drawable =
  /^[\x20-\x7e\xa0-\xac\xae-\xff\u0100-\u0148\u014a-\u017f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1ea0-\u1ef9–—‘’“”†•…€™↑↓−]+$/u;

/** Control and format characters: invisible, or rejected by the canvas, like a NUL. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** `text` with `?` for each character the fonts lack, which would show as a box or not at all. Invisible characters are dropped. */
export function drawableText(text: string): string {
  const plain = text.normalize('NFC');
  if (drawable.test(plain)) return plain;
  const graphemes = Array.from(segmenter.segment(plain.replaceAll(/\s/g, ' ')), ({ segment }) => segment.replaceAll(invisible, ''));
  return graphemes.map(visible => (visible === '' || drawable.test(visible) ? visible : '?')).join('');
}

const require = createRequire(import.meta.url);

/** Configurations ask for the first; the others fill in what it lacks, in this order. */
const families = [
  { name: 'Inter', subset: 'latin' },
  { name: 'Inter Latin Extended', subset: 'latin-ext' },
  { name: 'Inter Vietnamese', subset: 'vietnamese' },
  { name: 'Inter Greek', subset: 'greek' },
  { name: 'Inter Cyrillic', subset: 'cyrillic' },
] as const;
const weights = [400, 600] as const;

/** The font to request: Inter, then its other alphabets. */
export const fontFamilies = families.map(({ name }) => (name.includes(' ') ? `"${name}"` : name)).join(', ');

let registered = false;

/**
 * Registers the bundled Inter with the canvas, once per process. Throws ChartError when a font file cannot be read. A canvas without fonts
 * silently draws no text.
 */
export function registerFonts(): void {
  if (registered) return;
  for (const { name, subset } of families) {
    for (const weight of weights) register(name, `@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
  }
  const missing = families.find(({ name }) => !GlobalFonts.has(name));
  if (missing) throw new ChartError(`The font family "${missing.name}" is not there after registering it`, { code: 'chart_no_font' });
  registered = true;
}

function register(family: string, file: string): void {
  const reinstall = `Cannot read the bundled font ${file}; install the dependencies again (npm ci)`;
  try {
    if (GlobalFonts.registerFromPath(require.resolve(file), family)) return;
  } catch (cause) {
    throw new ChartError(reinstall, { code: 'chart_no_font', cause });
  }
  throw new ChartError(reinstall, { code: 'chart_no_font' });
}
