// Shell: a body as `inspect` prints it.
import type { BodyInfo } from '../../main/model/exchange.ts';
import type { BodyBytes } from '../../main/model/protocol.ts';
import { type PrintableBody, printableBody } from '../../main/har/body-text.ts';

/** `requestBody` and `responseBody` of the contract; `size` counts bytes on the wire. */
export type InspectBody = {
  readonly size: number;
  readonly decodedSize: number;
  readonly truncated: boolean;
  readonly complete: boolean;
  readonly contentType?: string;
  readonly encoding?: string;
} & Partial<PrintableBody>;

/** Whether the decoded size shows only when the body is decoded. */
export function needsBytes(info: BodyInfo): boolean {
  return info.encoding !== undefined && info.keptBytes > 0;
}

/** The body without its content. `bytes` gives the decoded size of a coded one. */
export function toInspectBody(info: BodyInfo, bytes?: BodyBytes): InspectBody {
  const { sizeBytes, truncated, complete, contentType, encoding } = info;
  return {
    size: sizeBytes,
    decodedSize: decodedSize(info, bytes),
    truncated,
    complete,
    ...(contentType === undefined ? {} : { contentType }),
    ...(encoding === undefined ? {} : { encoding }),
  };
}

/** The body with its decoded content: `text` where it is text, else `base64`. */
export function toInspectBodyWithContent(info: BodyInfo, bytes: BodyBytes | undefined): InspectBody {
  const cut = info.truncated || !info.complete;
  const content = printableBody(bytes?.decoded ?? new Uint8Array(), info.contentType, cut);
  return { ...toInspectBody(info, bytes), ...content };
}

function decodedSize(info: BodyInfo, bytes: BodyBytes | undefined): number {
  if (needsBytes(info) && bytes !== undefined) return bytes.decoded.length;
  // Of an imported HAR the decoded content is kept, whatever its size on the wire was.
  return info.truncated ? Math.max(info.sizeBytes, info.keptBytes) : info.keptBytes;
}
