// Shell: opens a frame's file in the user's editor: the path comes from a window, so it is held against the known roots first.
import type { Command, CommandResult } from '../../main/model/protocol.ts';
import { Fault } from '../../main/base/fault.ts';
import type { Editor } from '../editor/editor.ts';
import type { SourceLookups } from './source-answers.ts';

/** Rejects with a Fault that says what to do where the file may not be opened or the editor is not there. */
export async function openSource(
  { path, line, column = 1 }: Extract<Command, { readonly type: 'open-source' }>,
  maps: Pick<SourceLookups, 'openable'> | undefined,
  editor: Editor,
): Promise<CommandResult> {
  if (maps === undefined) throw new Fault('no-session', 'Nothing is recorded yet; open a target first.');
  const found = await maps.openable(path);
  if ('code' in found) throw new Fault(found.code, found.message);
  return editor.open({ path: found.path, line, column });
}
