// Capture: remembers which bodies lost bytes between capture and store, so that what is kept has no gap and says so.
import type { BodyInfo, BodySide, Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';

type BodyPiece = Recorded & { readonly kind: 'body' };

interface BodyLength {
  handedBytes: number;
  cut: boolean;
}

type Bodies = Record<BodySide, BodyLength>;

/** Exchanges that have ended with a body cut and are remembered, as they may be put again; the oldest is forgotten for a new one. */
export const MAX_ENDED_CUTS = 1_000;

/** Follows the bodies of the exchanges that run; of those that have ended only what was cut is kept. */
export class BodyCuts {
  readonly #running = new Map<string, Bodies>();
  readonly #ended = new Map<string, Bodies>();

  /** No piece of this body is wanted any more, as an earlier one was left out. */
  refuses(piece: BodyPiece): boolean {
    return this.#running.get(piece.exchangeId)?.[piece.side].cut ?? false;
  }

  /** Leaves a body's first waiting piece out, and with it all after it. */
  cut(piece: BodyPiece): void {
    this.#bodies(piece.exchangeId)[piece.side].cut = true;
  }

  /** Counts a piece that is handed on; false when it must be left out. */
  hand(piece: BodyPiece): boolean {
    const body = this.#bodies(piece.exchangeId)[piece.side];
    if (!body.cut) body.handedBytes += piece.bytes.byteLength;
    return !body.cut;
  }

  /** The exchange with what its bodies lost; call it when all pieces before it were handed on. */
  mark(exchange: Exchange): Exchange {
    const bodies = this.#running.get(exchange.id) ?? this.#ended.get(exchange.id);
    if (bodies === undefined) return exchange;
    const isCut = bodies.request.cut || bodies.response.cut;
    if (exchange.state === 'done' || exchange.state === 'failed') {
      this.#running.delete(exchange.id);
      if (isCut) this.#remember(exchange.id, bodies);
    }
    if (!isCut) return exchange;
    return {
      ...exchange,
      requestBody: cutTo(exchange.requestBody, bodies.request),
      responseBody: cutTo(exchange.responseBody, bodies.response),
    };
  }

  #remember(exchangeId: string, bodies: Bodies): void {
    this.#ended.set(exchangeId, bodies);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= MAX_ENDED_CUTS) return;
      this.#ended.delete(oldest);
    }
  }

  #bodies(exchangeId: string): Bodies {
    let bodies = this.#running.get(exchangeId);
    if (bodies === undefined) {
      bodies = { request: { handedBytes: 0, cut: false }, response: { handedBytes: 0, cut: false } };
      this.#running.set(exchangeId, bodies);
    }
    return bodies;
  }
}

function cutTo(body: BodyInfo, length: BodyLength): BodyInfo {
  return length.cut ? { ...body, keptBytes: length.handedBytes, truncated: true } : body;
}
