// Demo, front end: every kind of traffic, in the order of the buttons. A new kind is a module beside this file and a line here.
import { bigDownload } from './big-download.ts';
import { brotliJson, gzipJson } from './encoded-json.ts';
import { burst } from './burst.ts';
import { bodiless } from './bodiless.ts';
import { chatSocket } from './chat-socket.ts';
import { brokenOff, notFound, serverError } from './faults.ts';
import { expiredToken } from './expired-token.ts';
import { eventStream } from './event-stream.ts';
import { media } from './media.ts';
import { ndjsonStream } from './ndjson-stream.ts';
import { pageLoad } from './page-load.ts';
import { rangeRequest } from './range-request.ts';
import { redirect } from './redirect.ts';
import { slowAnswer } from './slow-answer.ts';
import { formUpload, rawUpload } from './upload.ts';
import type { Trouble } from './trouble.ts';

export const TROUBLES: readonly Trouble[] = [
  pageLoad,
  slowAnswer,
  redirect,
  notFound,
  expiredToken,
  serverError,
  brokenOff,
  formUpload,
  rawUpload,
  bigDownload,
  gzipJson,
  brotliJson,
  ndjsonStream,
  bodiless,
  rangeRequest,
  burst,
  media,
  chatSocket,
  eventStream,
];
