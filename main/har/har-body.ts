// HAR: a body as an entry holds it, read back to bytes. Used by the reader.
import type { BodyInfo, BodySide } from '../model/exchange.ts';
import { headerValue, type HeaderList } from '../model/headers.ts';
import type { EntryExtension } from './har-extension.ts';
import { UNKNOWN_TYPE } from './har-entry.ts';
import { asArray, asNumber, asRecord, asSize, asText, type LooseRecord } from './loose-json.ts';
import { textBytes } from './text-bytes.ts';

/** Bytes with what is known of them. HAR's text is decoded, so `info.encoding` is absent unless decoding had failed. */
export interface HarBody {
  readonly bytes: Uint8Array;
  readonly info: BodyInfo;
}

/** The body of one side of an entry. */
export function readHarBody(
  entry: LooseRecord,
  side: BodySide,
  headers: HeaderList,
  own: EntryExtension | undefined,
): HarBody {
  const message = asRecord(entry[side]);
  const holder = asRecord(side === 'request' ? message['postData'] : message['content']);
  const type = headerValue(headers, 'content-type') ?? typeOf(holder);
  const kept = keptBytes(holder, type);
  if (own !== undefined) return { bytes: kept.bytes, info: ownInfo(own, side, kept.bytes.length, kept.contentType) };
  const sizeBytes = wireSize(message, holder, kept.bytes.length);
  const truncated = kept.bytes.length === 0 && sizeBytes > 0;
  const contentType = kept.contentType === undefined ? {} : { contentType: kept.contentType };
  return {
    bytes: kept.bytes,
    info: { sizeBytes, keptBytes: kept.bytes.length, truncated, complete: true, ...contentType },
  };
}

function typeOf(holder: LooseRecord): string | undefined {
  const type = asText(holder['mimeType']);
  return type === '' || type === UNKNOWN_TYPE ? undefined : type;
}

function keptBytes(
  holder: LooseRecord,
  type: string | undefined,
): { bytes: Uint8Array; contentType: string | undefined } {
  const text = asText(holder['text']);
  if (text === undefined || text === '') return { bytes: formBytes(holder, type), contentType: type };
  if (asText(holder['encoding'])?.toLowerCase() === 'base64')
    return { bytes: Buffer.from(text, 'base64'), contentType: type };
  return textBytes(text, type);
}

/** A form that is told by its fields alone. */
function formBytes(holder: LooseRecord, type: string | undefined): Uint8Array {
  const params = asArray(holder['params']).map(asRecord);
  if (params.length === 0 || !/x-www-form-urlencoded/i.test(type ?? '')) return new Uint8Array();
  const form = new URLSearchParams(
    params.map(({ name, value }): [string, string] => [asText(name) ?? '', asText(value) ?? '']),
  );
  return Buffer.from(form.toString());
}

function ownInfo(own: EntryExtension, side: BodySide, keptBytes: number, contentType: string | undefined): BodyInfo {
  const { encoding, contentType: declared, ...info } = side === 'request' ? own.requestBody : own.responseBody;
  return {
    ...info,
    keptBytes,
    ...(declared === undefined || contentType === undefined ? {} : { contentType }),
    ...(encoding !== undefined && own.coded?.includes(side) ? { encoding } : {}),
  };
}

/** Bytes on the wire: what the HAR says, else what the content's size and its saving come to, else what was kept. */
function wireSize(message: LooseRecord, holder: LooseRecord, kept: number): number {
  const size = asSize(holder['size']);
  const saved = asNumber(holder['compression']) ?? 0;
  return (
    asSize(message['bodySize']) ||
    asSize(message['_transferSize']) ||
    (size === undefined ? kept : Math.max(size - saved, 0) || kept)
  );
}
