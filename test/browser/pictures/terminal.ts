import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AnsiUp } from 'ansi_up';
import type { Page } from 'playwright-core';
import { run } from '#cli/run.ts';
import type { Stage } from '../../../demo/stage.ts';

const columns = 100;

/** The colors of the terminal that is drawn, by the names of `ansi_up`. */
const style = `
  @font-face { font-family: "DejaVu Mono"; src: url(FONTS/dejavu-mono-latin-400-normal.woff2); font-weight: 400; }
  @font-face { font-family: "DejaVu Mono"; src: url(FONTS/dejavu-mono-latin-700-normal.woff2); font-weight: 700; }
  body { margin: 0; }
  #terminal { width: max-content; min-width: 700px; padding: 12px 20px 20px; border-radius: 10px; background: #17191e; color: #d7dae0; }
  #terminal > p { margin: 0 0 12px; color: #565b66; font: 12px "DejaVu Mono"; letter-spacing: 4px; }
  pre { margin: 0; font: 13px / 1.36 "DejaVu Mono", monospace; }
  .prompt { color: #7fd88f; }
  .typed { color: #fff; font-weight: 700; }
  .ansi-black-fg { color: #565b66; } .ansi-bright-black-fg { color: #8a909c; }
  .ansi-red-fg, .ansi-bright-red-fg { color: #ff8585; } .ansi-green-fg, .ansi-bright-green-fg { color: #7fd88f; }
  .ansi-yellow-fg, .ansi-bright-yellow-fg { color: #f0c674; } .ansi-blue-fg, .ansi-bright-blue-fg { color: #7cb7ff; }
  .ansi-magenta-fg, .ansi-bright-magenta-fg { color: #d8a0ff; } .ansi-cyan-fg, .ansi-bright-cyan-fg { color: #6fd3d8; }
  .ansi-white-fg, .ansi-bright-white-fg { color: #fff; }`;

/** What `spendbot` prints on a terminal for `words`, with its colors, from the demo's database. */
async function printedOnTerminal({ variables, clock }: Pick<Stage, 'variables' | 'clock'>, words: readonly string[]): Promise<string> {
  const [stdout, stderr] = [terminal(), terminal()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await run(words, {
    ...{ stdin: Readable.from([]), stdout, stderr, clock },
    environment: async () => ({ ...variables, TERM: 'xterm-256color', COLORTERM: 'truecolor' }),
  });
  stdout.end();
  stderr.end();
  const [printed, problems] = await said;
  if (code !== 0) throw new Error(`spendbot ${words.join(' ')} ended with ${code}: ${problems}`);
  return printed;
}

/** A window of a terminal in which somebody asks `question` and reads the answer. */
export async function terminalPicture(page: Page, stage: Stage, question: string): Promise<Uint8Array> {
  const output = await printedOnTerminal(stage, ['ask', question]);
  const converter = new AnsiUp();
  converter.use_classes = true;
  const command = `<span class="prompt">$</span> <span class="typed">spendbot ask "${question}"</span>`;
  // A page of the same origin, so that its fonts may be used.
  await page.goto(`${stage.slack.url}/page/fonts/dejavu-mono/400.css`);
  await page.setContent(
    `<style>${style.replaceAll('FONTS', `${stage.slack.url}/page/fonts/dejavu-mono/files`)}</style>
    <div id="terminal"><p>●●●</p><pre>${command}\n${converter.ansi_to_html(output.trimEnd())}</pre></div>`,
  );
  await page.evaluate('document.fonts.ready');
  return page.locator('#terminal').screenshot({ omitBackground: true });
}

function terminal() {
  return Object.assign(new PassThrough(), { isTTY: true, columns, hasColors: () => true, getColorDepth: () => 24 });
}
