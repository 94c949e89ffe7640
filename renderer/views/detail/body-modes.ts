// Pure: the ways to look at a body, the best one first.
import type { BodyInfo } from '../../../main/model/exchange.ts';
import type { BodyType } from './body-type.ts';

export type BodyMode = 'tree' | 'fields' | 'parts' | 'picture' | 'sample' | 'facts' | 'text' | 'hex';

/** Text and trees larger than this are opened on request only, in bytes. */
export const OPEN_LIMIT = 2_000_000;

/** The modes for a type. `svg` is a picture that is text too. */
export function toBodyModes(type: BodyType, essence: string): readonly BodyMode[] {
  switch (type) {
    case 'json':
      return ['tree', 'text', 'hex'];
    case 'form':
      return ['fields', 'text', 'hex'];
    case 'multipart':
      return ['parts', 'text', 'hex'];
    case 'image':
      return essence === 'image/svg+xml' ? ['picture', 'text', 'hex'] : ['picture', 'hex'];
    case 'font':
      return ['sample', 'hex'];
    case 'audio':
    case 'video':
      return ['facts', 'hex'];
    case 'text':
      return ['text', 'hex'];
    case 'binary':
      return ['hex'];
  }
}

/** The chosen mode where the body has it, else its best one. */
export function chosenMode(modes: readonly BodyMode[], chosen: BodyMode | undefined): BodyMode {
  return modes.find((mode) => mode === chosen) ?? modes[0] ?? 'hex';
}

/** Whether a body waits for a word before it is fetched. */
export function waitsForWord(body: BodyInfo): boolean {
  return body.keptBytes > OPEN_LIMIT;
}

/** What must be said above a body: a key below `body` in the texts. */
export function bodyWarnings(body: BodyInfo, running: boolean): readonly ('cut' | 'incomplete' | 'arriving')[] {
  const said: ('cut' | 'incomplete' | 'arriving')[] = [];
  if (body.truncated) said.push('cut');
  if (!body.complete && body.sizeBytes > 0) said.push(running ? 'arriving' : 'incomplete');
  return said;
}
