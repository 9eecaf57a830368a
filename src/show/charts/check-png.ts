import { crc32 } from 'node:zlib';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { ChartError, type ChartSize } from './chart-renderer.ts';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * Checks that `bytes` are a complete PNG of exactly `size` and not blank.
 *
 * @throws ChartError otherwise. QuickChart and proxies in front of it also return web pages, error images and truncated
 * files.
 */
export async function checkPng(bytes: Buffer, size: ChartSize): Promise<void> {
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

interface PngChunk {
  readonly type: string;
  readonly data: Buffer;
}

/** The chunks up to the first that is truncated or fails its checksum (PNG specification, "Chunk layout"). */
function chunksOf(bytes: Buffer): PngChunk[] {
  const chunks: PngChunk[] = [];
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
