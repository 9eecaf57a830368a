import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A decoded picture, four bytes a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export async function pixelsOf(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data };
}

/** `#rrggbb` of one pixel. */
export function colourAt({ width, data }: Pixels, x: number, y: number): string {
  const at = (y * width + x) * 4;
  return `#${Buffer.from(data.buffer, data.byteOffset + at, 3).toString('hex')}`;
}

/** The smallest box around all pixels of `colour` for which `isThere` holds, or null when there is none. */
export function boxOfColour(picture: Pixels, colour: string, isThere = (_x: number, _y: number) => true): Box | null {
  const { width, data } = picture;
  const [red, green, blue] = Buffer.from(colour.slice(1), 'hex');
  return boxWhere(picture, (x, y) => {
    const at = (y * width + x) * 4;
    return data[at] === red && data[at + 1] === green && data[at + 2] === blue && isThere(x, y);
  });
}

/** The smallest box around all pixels that `matches`, or null when there is none. */
function boxWhere({ width, height }: Pixels, matches: (x: number, y: number) => boolean): Box | null {
  let box: Box | null = null;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!matches(x, y)) continue;
      box = box
        ? { left: Math.min(box.left, x), top: box.top, right: Math.max(box.right, x), bottom: y }
        : { left: x, top: y, right: x, bottom: y };
    }
  }
  return box;
}

/** The box around everything in which two pictures of one size differ. */
export function boxOfDifference(one: Pixels, other: Pixels): Box | null {
  const [a, b] = [new Uint32Array(one.data.buffer), new Uint32Array(other.data.buffer)];
  return boxWhere(one, (x, y) => a[y * one.width + x] !== b[y * one.width + x]);
}
