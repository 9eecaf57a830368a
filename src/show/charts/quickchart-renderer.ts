import quickChartModule from 'quickchart-js';
import type { ChartConfig } from './chart-config.ts';
import { ChartError, type ChartRenderer, type ChartSize, cardColour } from './chart-renderer.ts';
import { checkPng } from './check-png.ts';

/** The types describe a CommonJS module that holds the class. Node imports the class itself. */
const QuickChart = 'default' in quickChartModule ? quickChartModule.default : quickChartModule;

/** Draws on the QuickChart server at `url` (`http://quickchart:3400`). Gives up when the response is not complete after `timeoutMs`. */
export function quickChartRenderer(url: string, { timeoutMs = 10_000 } = {}): ChartRenderer {
  const endpoint = new URL(`${url.replace(/\/+$/, '')}/chart`);
  return {
    render: async (config, size) => {
      const bytes = await post(endpoint, requestFor(config, size), timeoutMs);
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
async function post(endpoint: URL, body: string, timeoutMs: number): Promise<Buffer> {
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
  return Buffer.from(await answer.arrayBuffer().catch(unavailable));
}

function unavailable(cause: unknown): never {
  const why = cause instanceof Error && cause.name === 'TimeoutError' ? 'did not answer in time' : 'could not be reached';
  throw new ChartError(`QuickChart ${why}`, { code: 'chart_unavailable', cause });
}
