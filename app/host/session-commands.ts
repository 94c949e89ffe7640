// Shell: the commands that every session understands, recorded or opened: save it, export it, open another.
import { stat } from 'node:fs/promises';
import { basename, extname, isAbsolute } from 'node:path';
import type { Command, CommandResult, SessionReader } from '../../main/model/protocol.ts';
import { Fault } from '../../main/base/fault.ts';
import { writeHar } from '../../main/har/har-writer.ts';
import type { Editor } from '../editor/editor.ts';
import type { ShellServices } from './shell-services.ts';
import type { TempFolder } from './temp-folder.ts';

/** A session that can be saved. */
export interface SavableSession {
  readonly reader: SessionReader;
  /** The file's name without its folder. */
  readonly name: string;
  copyTo(path: string): Promise<void>;
}

export interface SessionCommandContext {
  readonly shell: ShellServices;
  readonly temp: TempFolder;
  /** Opens files at a line. */
  readonly editor: Editor;
  readonly version: string;
  /** Opens a file and gives its workspace's id. */
  readonly openFile: (path: string) => Promise<string>;
}

export type SessionCommand = Extract<Command, { type: 'save-session' | 'export-har' | 'open-file' }>;

/** Does one of the commands. Rejects with a fault where it can't be done; a dialog that was cancelled is no fault. */
export async function runSessionCommand(
  command: SessionCommand,
  session: SavableSession | undefined,
  context: SessionCommandContext,
): Promise<CommandResult> {
  if (command.type === 'open-file') return openFile(command.path, context);
  if (session === undefined) throw new Fault('no-session', 'Nothing is recorded yet; open a target first.');
  const stem = basename(session.name, extname(session.name));
  if (command.type === 'save-session') {
    return save(command.path, `${stem}.tline`, (path) => session.copyTo(path), context);
  }
  const write = (path: string): Promise<void> =>
    writeHar(session.reader, path, { raw: command.raw, version: context.version });
  return save(command.path, `${stem}.har`, write, context);
}

async function openFile(
  given: string | undefined,
  { shell, openFile: open }: SessionCommandContext,
): Promise<CommandResult> {
  if (given === undefined && shell.askOpen === undefined) {
    throw new Fault('upload-instead', 'Choose the file in the page; a browser sends it here.');
  }
  const path = given ?? (await shell.askOpen?.());
  if (path === undefined) return { ok: true };
  if (!isAbsolute(path)) throw new Fault('bad-path', `${path} is not a full path.`);
  const location = shell.show(await open(path));
  return location === undefined ? { ok: true } : { ok: true, location };
}

async function save(
  given: string | undefined,
  name: string,
  write: (path: string) => Promise<void>,
  { shell, temp }: SessionCommandContext,
): Promise<CommandResult> {
  if (given !== undefined) {
    await checkNewFile(given, extname(name));
    await write(given);
    return { ok: true, path: given };
  }
  if (shell.offer !== undefined) {
    const draft = await temp.file(name);
    await write(draft);
    return { ok: true, location: await shell.offer(draft, name) };
  }
  const path = await shell.askSave?.(name);
  if (path === undefined) return { ok: true };
  await write(path);
  return { ok: true, path };
}

/** A path that a window names without asking the user may make a new file of the right kind, and change none. */
async function checkNewFile(path: string, extension: string): Promise<void> {
  if (!isAbsolute(path) || extname(path).toLowerCase() !== extension) {
    throw new Fault('bad-path', `${path} is not a full path that ends in ${extension}.`);
  }
  if ((await stat(path).catch(() => undefined)) !== undefined) {
    throw new Fault('file-exists', `${path} is there already; give another name.`);
  }
}
