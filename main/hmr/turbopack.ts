// HMR: reads which modules and style sheets a Turbopack message of Next.js replaces. Their code is in the message.
import type { HmrModule } from '../model/hmr.ts';
import { asList, asObject, asText, type JsonObject } from './json-value.ts';
import { toModule } from './module-kind.ts';

export interface TurbopackUpdate {
  readonly modules: readonly HmrModule[];
  /** Paths of style sheets that the page fetches again, as they stand in the address. */
  readonly styles: readonly string[];
}

export function readTurbopackUpdate(message: JsonObject): TurbopackUpdate {
  const modules = new Map<string, HmrModule>();
  const styles = new Set<string>();
  for (const item of asList(message['data'])) {
    const instruction = asObject(asObject(item)?.['instruction']);
    for (const part of asList(instruction?.['merged'])) {
      for (const id of Object.keys(asObject(asObject(part)?.['entries']) ?? {})) modules.set(id, toModule(id, 'js'));
    }
    for (const [path, chunk] of Object.entries(asObject(instruction?.['chunks']) ?? {})) {
      if (asText(asObject(chunk)?.['type']) !== 'total' || !path.endsWith('.css')) continue;
      modules.set(path, toModule(path, 'css'));
      styles.add(`/${path}`);
    }
  }
  return { modules: [...modules.values()], styles: [...styles] };
}
