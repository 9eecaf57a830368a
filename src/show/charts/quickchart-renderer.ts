import { crc32 } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import quickChartModule from 'quickchart-js';
import { readAtMost, TooLarge } from '#core/read-at-most.ts';
import type { ChartConfig } from './chart-config.ts';
import { ChartError, type ChartRenderer, type ChartSize, cardColour } from './chart-renderer.ts';

/** The types describe a CommonJS module that holds the class. Node imports the class itself. */
const QuickChart = 'default' in quickChartModule ? quickChartModule.default : quickChartModule;

/** More than the pixels of any chart of ours take unpacked (1600 × 800 × 4). */
const usualMostBytes = 8 * 2 ** 20;

/**
 * Draws on the QuickChart server at `url` (`http://quickchart:3400`). Gives up when the response is not complete after `timeoutMs`, or is
 * larger than `mostBytes`.
 */
export function quickChartRenderer(url: string, { timeoutMs = 10_000, mostBytes = usualMostBytes } = {}): ChartRenderer {
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/chart`);
  return {
    render: async (config, size) => {
      const bytes = await post(endpoint, requestFor(config, size), { timeoutMs, mostBytes });
      await checkPng(bytes, size);
      return bytes;
    },
  };
}

/**
 * The library only builds the request: its own sending has no timeout and takes any response for an image.
 *
 * The configuration goes in as text. From an object the library would write JavaScript, and a label with its function
 * marker would run on the server.
 */
function requestFor(config: ChartConfig, size: ChartSize): string {
  const chart = new QuickChart()
    .setConfig(JSON.stringify(config))
    .setVersion('4')
    .setWidth(size.width)
    .setHeight(size.height)
    .setDevicePixelRatio(size.pixelRatio)
    .setBackgroundColor(cardColour)
    .setFormat('png');
  return JSON.stringify(chart.getPostData());
}

/** Refuses redirects: what a team spends must not reach a host nobody configured. */
async function post(endpoint: URL, body: string, { timeoutMs, mostBytes }: { timeoutMs: number; mostBytes: number }): Promise<Buffer> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch(unavailable);
  if (!answer.ok || answer.headers.has('x-quickchart-error')) {
    await answer.body?.cancel();
    throw new ChartError(`QuickChart answered ${answer.status}`, { code: 'chart_refused' });
  }
  const { bytes } = await readAtMost(answer.body, { bytes: mostBytes }).catch(unread);
  return bytes;
}

function unread(cause: unknown): never {
  if (cause instanceof TooLarge) throw notAPicture(`has more than ${cause.limit}`, cause);
  return unavailable(cause);
}

function unavailable(cause: unknown): never {
  const why = cause instanceof Error && cause.name === 'TimeoutError' ? 'did not answer in time' : 'could not be reached';
  throw new ChartError(`QuickChart ${why}`, { code: 'chart_unavailable', cause });
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * Checks that `bytes` are a complete PNG of exactly `size` and not blank. Throws ChartError otherwise. QuickChart and proxies in front of
 * it also return web pages, error images and truncated files.
 */
async function checkPng(bytes: Buffer, size: ChartSize): Promise<void> {
  if (!bytes.subarray(0, signature.length).equals(signature)) throw notAPicture('is not a PNG');
  const chunks = chunksOf(bytes);
  const header = chunks[0];
  if (header?.type !== 'IHDR' || chunks.at(-1)?.type !== 'IEND') throw notAPicture('is a PNG that was cut or damaged');
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  const [wantedWidth, wantedHeight] = [size.width * size.pixelRatio, size.height * size.pixelRatio];
  if (width !== wantedWidth || height !== wantedHeight) {
    throw notAPicture(`has ${width} × ${height} pixels instead of ${wantedWidth} × ${wantedHeight}`);
  }
  if (await isBlank(bytes)) throw notAPicture('is blank');
}

/** The chunks up to the first that is truncated or fails its checksum (PNG specification, "Chunk layout"). */
function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  let at = signature.length;
  while (at + 12 <= bytes.length) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) break;
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

async function isBlank(bytes: Buffer): Promise<boolean> {
  const image = await loadImage(bytes).catch(cause => {
    throw notAPicture('cannot be decoded', cause);
  });
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  return pixels.every(pixel => pixel === pixels[0]);
}

function notAPicture(what: string, cause?: unknown): ChartError {
  return new ChartError(`The answer ${what}`, { code: 'chart_not_a_picture', ...(cause === undefined ? {} : { cause }) });
}
