import type { IncomingMessage } from 'node:http';
import { isJsonObject, type JsonObject } from './json.ts';

const maxBytes = 20_000_000;

/** The fields of a JSON, form-encoded or multipart body; null for any other or an unreadable body. */
export async function readFields(request: IncomingMessage): Promise<JsonObject | null> {
  const bytes = await readBytes(request);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('application/json')) return parseObject(bytes.toString());
  if (contentType.startsWith('multipart/form-data')) return Object.fromEntries(await formData(bytes, contentType));
  return Object.fromEntries(new URLSearchParams(bytes.toString()));
}

/** The bytes of an uploaded file, sent raw or as the only file of a multipart form (as `filesUploadV2` does). */
export async function readUpload(request: IncomingMessage): Promise<Buffer> {
  const bytes = await readBytes(request);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) return bytes;
  for (const value of (await formData(bytes, contentType)).values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}

/** All bytes of a request. Throws above 20 MB, which no message or chart reaches. */
async function readBytes(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > maxBytes) throw new Error(`The request is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function formData(bytes: Buffer<ArrayBuffer>, contentType: string): Promise<FormData> {
  return new Response(bytes, { headers: { 'content-type': contentType } }).formData();
}
