// Ingest: all processes that are started beside a recording, by name.
import type { ProcessConfig, ProcessState } from '../../model/process.ts';
import type { Disposable } from '../../base/disposable.ts';
import { Fault } from '../../base/fault.ts';
import { ManagedProcess, type Onwards, type ProcessSurroundings } from './managed-process.ts';

export interface ProcessSupervisor extends Disposable {
  /** In the order in which they were added. */
  readonly states: readonly ProcessState[];
  /** Adds one without starting it; a name that is taken gets a number. */
  add(config: ProcessConfig, onwards?: Onwards): ManagedProcess;
  /** Ends it if it runs, and starts it again; resolves when it runs. Rejects with a `no-process` fault. */
  restart(name: string): Promise<void>;
  stop(name: string): Promise<void>;
  /** Ends all and what they started. */
  close(): Promise<void>;
}

export function createProcessSupervisor(around: ProcessSurroundings): ProcessSupervisor {
  const processes = new Map<string, ManagedProcess>();
  let isClosed = false;
  const find = (name: string): ManagedProcess => {
    const found = processes.get(name);
    if (found === undefined) throw new Fault('no-process', `There is no process "${name}".`);
    return found;
  };
  return {
    get states() {
      return [...processes.values()].map((process) => process.state);
    },
    add: (config, onwards) => {
      const name = freeName(config.name, processes);
      const process = new ManagedProcess({ ...config, name }, around, onwards);
      processes.set(name, process);
      // What is added late is not started any more.
      if (isClosed) void process.close();
      return process;
    },
    restart: async (name) => find(name).restart(),
    stop: async (name) => find(name).stop(),
    close: async () => {
      isClosed = true;
      await Promise.all([...processes.values()].map((process) => process.close()));
    },
  };
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}
