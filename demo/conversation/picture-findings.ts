import { loadImage } from '@napi-rs/canvas';
import { chartSize } from '#show/charts/renderer.ts';
import type { Message } from '../slack/message.ts';
import { type Finding, finding, isEqual, says } from './finding.ts';
import { shownMessage } from './shown-message.ts';

/** That a shared message is for the whole channel and holds a picture that is there and that a browser would show. */
export async function pictureFindings(
  message: Message,
  where: { readonly channel: string; readonly slackUrl: string },
): Promise<Finding[]> {
  const { picture, headline, lines } = shownMessage(message);
  const shared = [
    isEqual('the channel', where.channel, message.channel),
    isEqual('who sees it', 'everyone', message.visibleTo ?? 'everyone'),
    says('who shared it', 'Shared by <@', lines),
  ];
  if (picture === null) return [...shared, finding('the picture', false, 'a picture', 'none')];
  const response = await fetch(`${where.slackUrl}/files/${picture.fileId}/spend.png`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const isPng = bytes.subarray(1, 4).toString() === 'PNG';
  const { width, height } = isPng ? await loadImage(bytes) : { width: 0, height: 0 };
  const total = headline?.split(/ [(+]/)[0] ?? '';
  return [
    ...shared,
    isEqual('the file of its picture', '200 image/png', `${response.status} ${response.headers.get('content-type')}`),
    isEqual('its size', `${chartSize.width * chartSize.pixelRatio} × ${chartSize.height * chartSize.pixelRatio}`, `${width} × ${height}`),
    says('the figure in its alt text', total, [picture.altText]),
  ];
}
