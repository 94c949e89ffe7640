// Renderer view: copies an exchange to the clipboard, asking the session for what a row does not hold.
import { bodyPath, type Exchange } from '../../../main/model/exchange.ts';
import { inWorkspace } from '../../../main/model/link.ts';
import { query } from '../../store/commands.ts';
import { say } from '../../store/view-store.ts';
import { MAX_COPY_BYTES, toCurl, toFetch, toMarkdown, type CopyBody } from './copy-as.ts';

export type CopyForm = 'url' | 'curl' | 'fetch' | 'markdown';

/** Puts an exchange on the clipboard, and says whether that went well. */
export async function copyExchange(id: string, form: CopyForm): Promise<void> {
  try {
    const exchange = await query('exchange', id);
    if (!exchange) return say({ level: 'warning', key: 'said.copyGone' });
    await navigator.clipboard.writeText(await toText(exchange, form));
    say({ level: 'info', key: `said.copied.${form}` });
  } catch {
    say({ level: 'warning', key: 'said.copyFailed' });
  }
}

async function toText(exchange: Exchange, form: CopyForm): Promise<string> {
  switch (form) {
    case 'url':
      return exchange.url;
    case 'curl':
      return toCurl(exchange, await readBody(exchange));
    case 'fetch':
      return toFetch(exchange, await readBody(exchange));
    case 'markdown':
      return toMarkdown(exchange);
  }
}

async function readBody(exchange: Exchange): Promise<CopyBody> {
  const { sizeBytes, truncated } = exchange.requestBody;
  if (sizeBytes === 0) return { kind: 'none' };
  if (truncated || sizeBytes > MAX_COPY_BYTES) return { kind: 'left-out', sizeBytes };
  const answer = await fetch(inWorkspace(bodyPath(exchange.id, 'request'), window.location.search));
  if (!answer.ok) return { kind: 'left-out', sizeBytes };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(await answer.arrayBuffer()) };
  } catch {
    return { kind: 'left-out', sizeBytes };
  }
}
