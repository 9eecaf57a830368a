import { createCanvas, loadImage } from '@napi-rs/canvas';
import UPNG from 'upng-js';

/** The same picture in at most 256 colors, which takes a third of the bytes. */
export async function smallPng(png: Uint8Array): Promise<Uint8Array> {
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return new Uint8Array(UPNG.encode([new Uint8Array(data).buffer], image.width, image.height, 256));
}
