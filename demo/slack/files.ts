import { randomUUID } from 'node:crypto';
import type { JsonObject } from './json.ts';

/** A file from the moment its upload was announced. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly uploadToken: string;
  readonly announcedBytes: number;
  readonly altText: string | null;
  title: string;
  bytes: Buffer | null;
  /** Set by `files.completeUploadExternal`; the file exists for others from then on. */
  complete: boolean;
  /** Slack processes a complete file for a while; until then no block can show it. */
  processed: boolean;
}

/** The workspace's files. A completed one counts as processed after `processingMs`. */
export class Files {
  readonly #files = new Map<string, StoredFile>();
  readonly #processingMs: number;
  readonly #url: () => string;

  constructor(processingMs: number, url: () => string) {
    this.#processingMs = processingMs;
    this.#url = url;
  }

  announce(name: string, bytes: number, altText: string | null): StoredFile {
    const id = `F${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`;
    const file = {
      id,
      name,
      title: name,
      uploadToken: randomUUID(),
      announcedBytes: bytes,
      altText,
      bytes: null,
      complete: false,
      processed: false,
    };
    this.#files.set(id, file);
    return file;
  }

  /** A file that a person uploaded, at once complete. */
  upload(name: string, bytes: Buffer): StoredFile {
    const file = this.announce(name, bytes.length, null);
    file.bytes = bytes;
    this.complete(file, undefined);
    return file;
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  byUploadToken(token: string): StoredFile | undefined {
    return [...this.#files.values()].find(file => file.uploadToken === token);
  }

  /** The file that a `slack_file` names by id or address. */
  named(slackFile: JsonObject): StoredFile | undefined {
    if (typeof slackFile.id === 'string') return this.get(slackFile.id);
    return [...this.#files.values()].find(file => this.address(file) === slackFile.url);
  }

  complete(file: StoredFile, title: string | undefined): void {
    file.complete = true;
    file.title = title ?? file.name;
    // Unreferenced: an unprocessed file must not keep a stopped program alive.
    setTimeout(() => {
      file.processed = true;
    }, this.#processingMs).unref();
  }

  address(file: StoredFile): string {
    return `${this.#url()}/files/${file.id}/${encodeURIComponent(file.name)}`;
  }

  /** As `files.info` gives it. Type and size of the picture are known only once the file is processed. */
  json(file: StoredFile): JsonObject {
    const isImage = isPng(file.bytes);
    return {
      id: file.id,
      name: file.name,
      title: file.title,
      size: file.bytes?.length ?? 0,
      mimetype: file.processed ? (isImage ? 'image/png' : 'application/octet-stream') : '',
      filetype: file.processed ? (isImage ? 'png' : 'binary') : '',
      alt_txt: file.altText,
      url_private: this.address(file),
      permalink: this.address(file),
      ...(file.processed && isImage && file.bytes !== null
        ? { original_w: file.bytes.readUInt32BE(16), original_h: file.bytes.readUInt32BE(20) }
        : {}),
    };
  }
}

/** Whether the bytes start with a PNG signature and size. */
export function isPng(bytes: Buffer | null): boolean {
  return bytes !== null && bytes.length >= 24 && bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
}
