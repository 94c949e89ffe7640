// View: what came back.
import type { Exchange } from '../../../main/model/exchange.ts';
import { BodyView } from './body-view.tsx';

/** The Response tab. */
export function ResponseTab({ exchange }: { readonly exchange: Exchange }) {
  return <BodyView key={exchange.id} exchange={exchange} side="response" />;
}
