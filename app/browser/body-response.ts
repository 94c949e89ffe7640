// Shell: a captured body as an answer to the dashboard, in a form that no browser executes.
import type { BodyInfo, BodySide } from '../../main/model/exchange.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { CONTENT_POLICY } from './content-security.ts';
import { parseUrl } from '../../main/base/url.ts';

/** Types that are shown as what they are; scripts in an SVG are stopped by the policy. */
const SHOWN_TYPE =
  /^(image\/(png|jpeg|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)|font\/[\w-]+|application\/(x-)?font-[\w-]+)$/;

/** Types that are text to a reader; they are served as plain text. */
const TEXT_TYPE =
  /^(text\/[\w.+-]+|application\/([\w.+-]+\+)?(json|xml|javascript|x-javascript|ecmascript|typescript|graphql|x-ndjson|x-www-form-urlencoded|yaml|x-yaml|manifest|toml|sql))$/;

/** How a captured type is served. */
export function servedType(contentType: string | undefined): { readonly type: string; readonly inline: boolean } {
  const [essence = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  if (SHOWN_TYPE.test(essence)) return { type: essence, inline: true };
  if (!TEXT_TYPE.test(essence)) return { type: 'application/octet-stream', inline: false };
  const charset = /^charset="?([\w.:-]{1,40})"?$/.exec(
    parameters.find((part) => part.startsWith('charset=')) ?? '',
  )?.[1];
  return { type: `text/plain; charset=${charset ?? 'utf-8'}`, inline: true };
}

/** A file name for a body: the last part of its URL's path, made safe. */
export function bodyFileName(url: string, side: BodySide): string {
  const path = parseUrl(url)?.pathname ?? '';
  const last = (
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? 'index'
  )
    .replace(/[^\w.-]+/g, '_')
    .slice(-100);
  return side === 'request' ? `request-${last}` : last;
}

/** The answer for one body: decoded content, or with `raw` the bytes as they were on the wire. */
export async function bodyResponse(
  reader: SessionReader,
  exchangeId: string,
  side: BodySide,
  raw: boolean,
): Promise<Response> {
  const exchange = await reader.exchange(exchangeId);
  if (exchange === undefined) return new Response('There is no such exchange.\n', { status: 404 });
  const body = await reader.body(exchangeId, side);
  const info: BodyInfo = side === 'request' ? exchange.requestBody : exchange.responseBody;
  const served = servedType(info.contentType);
  const name = bodyFileName(exchange.url, side);
  const headers: Record<string, string> = {
    'Content-Type': raw ? 'application/octet-stream' : served.type,
    'Content-Disposition': `${served.inline && !raw ? 'inline' : 'attachment'}; filename="${name}"`,
    'Content-Security-Policy': CONTENT_POLICY,
  };
  if (info.truncated) headers['X-Throughline-Truncated'] = `${info.keptBytes} of ${info.sizeBytes}`;
  if (body?.fault !== undefined && !raw) headers['X-Throughline-Fault'] = body.fault.code;
  const bytes = body === undefined ? new Uint8Array() : raw ? body.raw : body.decoded;
  return new Response(bytes as Uint8Array<ArrayBuffer>, { status: 200, headers });
}
