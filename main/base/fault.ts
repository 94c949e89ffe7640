// Base: the one builder of errors that a user may see.

/** An error with a code listed in docs/errors.md and a message of one sentence: what was wrong, where, what to do. */
export class Fault extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'Fault';
  }
}

/** The code of a fault or of a Node.js system error; `internal` for anything else. */
export function faultCode(error: unknown): string {
  if (error instanceof Fault) return error.code;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'internal';
}

/** The message of anything thrown, in one line. */
export function faultMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}
