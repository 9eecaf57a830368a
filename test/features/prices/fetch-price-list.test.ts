import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type FetchLimits, fetchPriceList, shownListAddress } from '#features/prices/fetch-price-list.ts';
import { PriceListError } from '#features/prices/price-list-error.ts';

/** `https://prices.example`, served on this machine without a certificate. */
async function served(listener: RequestListener): Promise<Pick<FetchLimits, 'fetch'>> {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { fetch: (url, options) => fetch(String(url).replace('https://prices.example', `http://127.0.0.1:${port}`), options) };
}

const address = 'https://prices.example/list.json';

async function refusal(given: string, limits: Partial<FetchLimits> = {}): Promise<string> {
  const error = await fetchPriceList(given, limits).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PriceListError);
  return error instanceof Error ? error.message : '';
}

describe('a price list from the web', () => {
  it('is read whole with a GET that carries no key, also over a redirect on the same host', async () => {
    const asked: (string | undefined)[] = [];
    const limits = await served((request, response) => {
      asked.push(request.method, request.url, request.headers.authorization);
      if (request.url === '/list.json') response.writeHead(302, { location: '/v2/list.json' }).end();
      else response.end('{"ü":1}');
    });
    expect(await fetchPriceList(address, limits)).toBe('{"ü":1}');
    expect(asked).toEqual(['GET', '/list.json', undefined, 'GET', '/v2/list.json', undefined]);
  });

  it.each([
    'https://other.example/list.json',
    'http://prices.example/list.json',
    'https://prices.example:8443/list.json',
    'file:///etc/passwd',
  ])('is not followed to %s', async location => {
    const limits = await served((_, response) => response.writeHead(302, { location }).end());
    expect(await refusal(address, limits)).toMatch(/^https:\/\/prices\.example\/list\.json redirects to .*, which is not followed/);
  });

  it('that redirects for ever is given up', async () => {
    const limits = await served((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await refusal(address, limits)).toBe('https://prices.example/list.json redirects more than 5 times.');
  });

  it.each([404, 500, 304])('answered with %d is refused', async status => {
    const limits = await served((_, response) => response.writeHead(status).end());
    expect(await refusal(address, limits)).toBe(`https://prices.example/list.json answered ${status}.`);
  });

  it('larger than the limit is refused before all of it is read', async () => {
    let sent = 0;
    const limits = await served((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
        response.once('drain', more);
      };
      more();
    });
    expect(await refusal(address, { ...limits, bytes: 2 * 1024 * 1024 })).toBe(
      'https://prices.example/list.json has more than 2 MiB, which no price list has.',
    );
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('nested deeper than any list is refused, although it is small', async () => {
    const limits = await served((_, response) => response.end('['.repeat(200)));
    expect(await refusal(address, limits)).toBe('https://prices.example/list.json has more than 100 levels, which no price list has.');
  });

  it('that never ends is given up', async () => {
    const limits = await served((_, response) => {
      response.write('{"version":');
    });
    expect(await refusal(address, { ...limits, timeoutMs: 300 })).toBe('https://prices.example/list.json was not read whole within 0.3 s.');
  });

  it('cut off in the middle is refused', async () => {
    const limits = await served((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"version":', () => response.destroy());
    });
    expect(await refusal(address, limits)).toMatch(/^https:\/\/prices\.example\/list\.json cannot be read: /);
  });

  it('that is not UTF-8 is refused', async () => {
    const limits = await served((_, response) => response.end(Buffer.from([0x22, 0xff, 0x22])));
    expect(await refusal(address, limits)).toMatch(/cannot be read: The encoded data was not valid/);
  });

  it.each(['http://prices.example/list.json', 'ftp://prices.example/list.json', 'file:///tmp/list.json', 'data:application/json,{}'])(
    'is not taken from %s',
    async given => expect(await refusal(given)).toContain('give https://… or a file'),
  );

  it('is not asked for with a password, which is not repeated', async () => {
    const words = await refusal('https://user:geheim@prices.example/list.json?token=geheim');
    expect(words).toMatch(/has a name or password before the host/);
    expect(words).not.toContain('geheim');
    expect(shownListAddress('https://user:geheim@prices.example/a.json?token=geheim#geheim')).toBe('https://prices.example/a.json');
  });
});

describe('a price list in a file', () => {
  it('is read whole, and refused where it is too large, no file or not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spendbot-list-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'prices.json');
    writeFileSync(file, '{"a":1}');
    expect(await fetchPriceList(file)).toBe('{"a":1}');
    expect(await refusal(file, { bytes: 3 })).toMatch(/prices\.json has more than 3 bytes/);
    expect(await refusal(folder)).toBe(`${folder} is not a file.`);
    expect(await refusal('/dev/zero')).toBe('/dev/zero is not a file.');
    expect(await refusal(join(folder, 'none.json'))).toMatch(/none\.json cannot be read: ENOENT/);
  });
});
