import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';

const drawingLibraryStyles = fileURLToPath(import.meta.resolve('slack-blocks-to-jsx/dist/style.css'));
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' };

/** Fonts of our own, so that marks (🔴) and letters look the same on a machine without any: each with its style sheet and files. */
const fonts: Readonly<Record<string, string>> = {
  inter: import.meta.resolve('@fontsource/inter/index.css'),
  'dejavu-mono': import.meta.resolve('@fontsource/dejavu-mono/index.css'),
  twemoji: import.meta.resolve('twemoji-colr-font/twemoji.css'),
};

/** Only what this server serves may run, load or be shown: a message may link to a picture elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page, its scripts and its styles. False for any other `path`. */
export async function sendAsset(path: string, response: ServerResponse): Promise<boolean> {
  const asset = assetAt(path);
  if (asset === null) return false;
  const bytes = await readFile(asset.file).catch(() => null);
  if (bytes === null) return false;
  response.writeHead(200, {
    'content-type': asset.type.startsWith('text/') ? `${asset.type}; charset=utf-8` : asset.type,
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-cache',
  });
  response.end(bytes);
  return true;
}

function assetAt(path: string): { file: string; type: string } | null {
  if (path === '/') return { file: fileURLToPath(new URL('./page.html', import.meta.url)), type: 'text/html' };
  if (path === '/page/blocks.css') return { file: drawingLibraryStyles, type: 'text/css' };
  const [, font = '', part = '', fontExtension = ''] = /^\/page\/fonts\/([a-z-]+)\/((?:files\/)?[a-z0-9-]+\.(css|woff2))$/.exec(path) ?? [];
  const styleSheet = fonts[font];
  if (styleSheet !== undefined) return { file: fileURLToPath(new URL(part, styleSheet)), type: types[fontExtension] ?? '' };
  const [, folder, name, extension] = /^\/page\/(scripts|styles)\/([a-z-]+)\.(js|css)$/.exec(path) ?? [];
  const type = types[extension ?? ''];
  if (type === undefined) return null;
  return { file: fileURLToPath(new URL(`./${folder}/${name}.${extension}`, import.meta.url)), type };
}
