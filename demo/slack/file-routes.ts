import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from './context.ts';
import { isPng } from './files.ts';
import { readUpload } from './request-body.ts';
import { withFailure } from './web-api.ts';

/** Takes the bytes of a file whose upload was announced. */
export async function acceptUpload(path: string, request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const bytes = await readUpload(request);
  await withFailure({ method: 'upload', args: {} }, response, context, () => {
    const file = context.files.byUploadToken(path.split('/').at(-1) ?? '');
    if (file === undefined) return { status: 404, body: 'Unknown upload address' };
    if (bytes.length !== file.announcedBytes) return { status: 400, body: `Announced ${file.announcedBytes} bytes, got ${bytes.length}` };
    file.bytes = bytes;
    return { status: 200, body: `OK - ${bytes.length}` };
  });
}

/** The browser shows pictures and downloads everything else, so that no uploaded page runs here. */
export function sendFile(id: string, response: ServerResponse, context: Context): void {
  const file = context.files.get(id);
  if (file === undefined || file.bytes === null || !file.complete) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('No such file');
    return;
  }
  const type = isPng(file.bytes) ? 'image/png' : 'application/octet-stream';
  const disposition = isPng(file.bytes) ? 'inline' : 'attachment';
  response
    .writeHead(200, { 'content-type': type, 'content-disposition': disposition, 'x-content-type-options': 'nosniff' })
    .end(file.bytes);
}
