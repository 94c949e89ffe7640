// Shell: who listens on a port, where the system tells (Linux: /proc). For the message when a port is taken.
import { readFile, readdir, readlink } from 'node:fs/promises';
import { Fault, faultCode } from '../../main/base/fault.ts';

export interface PortHolder {
  readonly pid: number;
  /** The command's name as the system keeps it, 15 characters at most. */
  readonly name: string;
}

/** Column values of /proc/net/tcp. */
const LISTEN = '0A';

/** Inodes of the sockets in LISTEN state on a port, from the text of /proc/net/tcp or tcp6. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const inodes: string[] = [];
  for (const line of table.split('\n').slice(1)) {
    const columns = line.trim().split(/\s+/);
    if (columns[1]?.endsWith(suffix) === true && columns[3] === LISTEN && columns[9] !== undefined)
      inodes.push(columns[9]);
  }
  return inodes;
}

/** The process that listens on a TCP port of this machine; undefined where that can't be told. */
export async function findPortHolder(port: number): Promise<PortHolder | undefined> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readOr));
  const links = new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`));
  if (links.size === 0) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    if (await holdsOneOf(pid, links)) {
      return { pid: Number(pid), name: (await readOr(`/proc/${pid}/comm`)).trim() };
    }
  }
  return undefined;
}

/** Makes a refused `listen` say which port, who has it and what to do; leaves other errors as they are. */
export async function explainListenError(error: unknown, host: string, port: number): Promise<unknown> {
  const code = error instanceof Fault && error.cause !== undefined ? faultCode(error.cause) : faultCode(error);
  if (code === 'EADDRINUSE') {
    const holder = await findPortHolder(port);
    const by = holder === undefined ? 'by another program' : `by ${holder.name} (pid ${holder.pid})`;
    return new Fault(
      'port-in-use',
      `Port ${port} on ${host} is in use ${by}; end it, or choose another with --port, or 0 for a free one.`,
      {
        cause: error,
      },
    );
  }
  if (code === 'EACCES') {
    return new Fault(
      'port-denied',
      `Port ${port} on ${host} is not allowed for this user; choose one from 1024 up with --port.`,
      {
        cause: error,
      },
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new Fault('host-unknown', `This machine has no address ${host} to listen on; give another with --host.`, {
      cause: error,
    });
  }
  return error;
}

async function holdsOneOf(pid: string, links: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  // Processes of other users, and those that just ended, tell nothing.
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const link = await readlink(`${folder}/${name}`).catch(() => '');
    if (links.has(link)) return true;
  }
  return false;
}

async function readOr(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}
