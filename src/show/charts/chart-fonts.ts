import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { ChartError } from './chart-renderer.ts';

const require = createRequire(import.meta.url);

/** The first has the name that configurations ask for; the others hold what it lacks, and are looked through in this order. */
const families = [
  { name: 'Inter', subset: 'latin' },
  { name: 'Inter Latin Extended', subset: 'latin-ext' },
  { name: 'Inter Vietnamese', subset: 'vietnamese' },
  { name: 'Inter Greek', subset: 'greek' },
  { name: 'Inter Cyrillic', subset: 'cyrillic' },
] as const;
const weights = [400, 600] as const;

/** What to ask the canvas for: Inter, and its other alphabets where Inter's Latin part has no such character. */
export const fontFamilies = families.map(({ name }) => (name.includes(' ') ? `"${name}"` : name)).join(', ');

let registered = false;

/**
 * Makes the bundled Inter known to the canvas, once in a process.
 *
 * @throws ChartError when a font file cannot be read: a canvas without fonts draws no text and says nothing.
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
