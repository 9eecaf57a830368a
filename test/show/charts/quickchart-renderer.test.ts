import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { answerChart } from '#features/answers/chart.ts';
import { drawChart } from '#show/charts/chart-drawer.ts';
import { type ChartRenderer, chartSize } from '#show/charts/chart-renderer.ts';
import { embeddedRenderer } from '#show/charts/embedded-renderer.ts';
import { quickChartRenderer } from '#show/charts/quickchart-renderer.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { overTime } from '../../support/views/over-time.ts';

const size = { width: 300, height: 200, pixelRatio: 2 };
/** Reads as a call to the library that writes QuickChart's requests, and must not become one. */
const hostileName = '__BEGINFUNCTION__process.exit()__ENDFUNCTION__';
const config = answerChart(overTime(2, ['secret-model', hostileName], () => 1_000_000_000n));
const embedded = embeddedRenderer();

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server?.listening) await once(server, 'close');
  server = undefined;
});

describe('QuickChart', () => {
  it('is asked for Chart.js 4, the exact size, PNG and a white card, in one POST', async () => {
    const picture = await embedded.render(config, size);
    const asked: { method: string | undefined; url: string | undefined; body: string }[] = [];
    const url = await serve(async (request, response) => {
      asked.push({ method: request.method, url: request.url, body: await text(request) });
      response.setHeader('content-type', 'image/png').end(picture);
    });
    expect(Buffer.from(await quickChartRenderer(`${url}/`).render(config, size)).equals(picture)).toBe(true);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/chart' });
    const { chart, ...rest } = JSON.parse(asked[0]?.body ?? '');
    expect(rest).toEqual({ width: 300, height: 200, version: '4', format: 'png', backgroundColor: '#ffffff', devicePixelRatio: 2 });
    expect(JSON.parse(chart)).toStrictEqual(config);
  });

  it('is given the name of a font that its image has, about as wide as the one that it lacks', () => {
    const fonts = [...JSON.stringify(config).matchAll(/"family":"((?:[^"\\]|\\.)*)"/g)].map(([, family]) => family);
    expect(new Set(fonts)).toEqual(new Set(['Inter, \\"Liberation Sans\\", sans-serif']));
  });

  it('draws the picture where it is configured and works', async () => {
    const picture = await embedded.render(config, size);
    const url = await serve((_, response) => response.end(picture));
    const { drawn, logged } = await draw(quickChartRenderer(url), failing);
    expect(drawn.equals(picture)).toBe(true);
    expect(logged).toEqual([]);
  });

  describe.each<[string, string, (response: ServerResponse, picture: Uint8Array) => void]>([
    [
      'an HTML page with status 200',
      'chart_not_a_picture',
      response => response.setHeader('content-type', 'text/html').end('<html>secret-model</html>'),
    ],
    ['nothing', 'chart_not_a_picture', response => response.end()],
    ['status 500', 'chart_refused', response => response.writeHead(500).end('secret-model is wrong')],
    ['status 400 and a picture of the error', 'chart_refused', (response, picture) => response.writeHead(400).end(picture)],
    ['its error header', 'chart_refused', (response, picture) => response.setHeader('x-quickchart-error', 'secret-model').end(picture)],
    ['a picture of another size', 'chart_not_a_picture', response => response.end(createCanvas(300, 200).toBuffer('image/png'))],
    ['a blank picture', 'chart_not_a_picture', response => response.end(createCanvas(600, 400).toBuffer('image/png'))],
    ['a picture that was cut', 'chart_not_a_picture', (response, picture) => response.end(picture.subarray(0, picture.length - 20))],
    ['a picture with a damaged byte', 'chart_not_a_picture', (response, picture) => response.end(damaged(picture))],
    [
      'a connection that is cut half-way',
      'chart_unavailable',
      (response, picture) => {
        response.setHeader('content-length', picture.length).write(picture.subarray(0, 1000), () => response.destroy());
      },
    ],
    [
      'a redirect to where a picture would be',
      'chart_unavailable',
      (response, picture) => {
        if (response.req.url === '/elsewhere') response.end(picture);
        else response.writeHead(307, { location: '/elsewhere' }).end();
      },
    ],
    ['a body without end', 'chart_not_a_picture', response => void pipeline(endless, response).catch(() => undefined)],
    ['a bomb of gzip', 'chart_not_a_picture', response => response.setHeader('content-encoding', 'gzip').end(bomb)],
    ['silence', 'chart_unavailable', () => {}],
    ['half of the picture and then silence', 'chart_unavailable', (response, picture) => response.write(picture.subarray(0, 1000))],
  ])('answering with %s', (_, code, answer) => {
    it('is replaced by the embedded renderer in time, and the log says why without any data', async () => {
      const picture = await embedded.render(config, size);
      const url = await serve((_request, response) => answer(response, picture));
      const started = performance.now();
      const { drawn, logged } = await draw(quickChartRenderer(url, { timeoutMs: 1000, mostBytes: 2 ** 20 }), embedded);
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(drawn.equals(picture)).toBe(true);
      expect(logged).toHaveLength(1);
      expect(JSON.parse(logged[0] ?? '')).toMatchObject({ level: 40, err: { type: 'ChartError', code } });
      expect(logged[0]).not.toContain('secret-model');
    });
  });

  it('is replaced when it is not there, and the error keeps the cause', async () => {
    const url = await serve(() => {});
    server?.close();
    const gone = quickChartRenderer(url);
    await expect(gone.render(config, size)).rejects.toMatchObject({ code: 'chart_unavailable', cause: expect.any(Error) });
    const { drawn } = await draw(gone, embedded);
    expect(drawn.equals(await embedded.render(config, size))).toBe(true);
  });
});

describe('drawChart', () => {
  it('uses the embedded renderer alone where no QuickChart is configured', async () => {
    const { drawn, logged } = await draw(null, embedded);
    expect(drawn.equals(await embedded.render(config, size))).toBe(true);
    expect(logged).toEqual([]);
  });

  it('draws 1600 × 800 pixels unless told otherwise', async () => {
    const drawn = Buffer.from(await drawChart(config, null, embedded, silentLogger));
    expect([drawn.readUInt32BE(16), drawn.readUInt32BE(20)]).toEqual([chartSize.width * 2, chartSize.height * 2]);
  });

  it('fails only when both fail', async () => {
    await expect(draw(failing, failing)).rejects.toThrow('cannot draw');
  });
});

const failing: ChartRenderer = { render: () => Promise.reject(new Error('cannot draw')) };

async function draw(quickChart: ChartRenderer | null, fallback: ChartRenderer): Promise<{ drawn: Buffer; logged: string[] }> {
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: line => logged.push(line) });
  const drawn = Buffer.from(await drawChart(config, quickChart, fallback, logger, size));
  return { drawn, logged };
}

async function serve(listener: RequestListener<typeof IncomingMessage, typeof ServerResponse>): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  return `http://127.0.0.1:${address.port}`;
}

const bomb = gzipSync(Buffer.alloc(4 * 2 ** 20));

async function* endless(): AsyncGenerator<Buffer> {
  for (;;) yield Buffer.alloc(2 ** 16);
}

function damaged(picture: Uint8Array): Uint8Array {
  return picture.with(500, (picture[500] ?? 0) ^ 1);
}
