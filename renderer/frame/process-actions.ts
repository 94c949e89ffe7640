// Renderer frame: what can be done with the processes beside the recording, for their list and the palette.
import i18next from 'i18next';
import type { ProcessState } from '../../main/model/process.ts';
import type { CommandResult } from '../../main/model/protocol.ts';
import { restartProcess, stopProcess } from '../store/commands.ts';
import { sessionStore } from '../store/session-store.ts';
import { say } from '../store/view-store.ts';
import type { Action } from './actions.ts';

/** Whether there is something to stop. */
export function isStoppable({ state, pid }: ProcessState): boolean {
  return pid !== undefined && state !== 'ended' && state !== 'stopping';
}

/** What can be done with one. */
export function actionsOf(process: ProcessState): readonly Action[] {
  const t = i18next.getFixedT(null, 'frame');
  const { name } = process;
  const actions: readonly (Action | false)[] = [
    { id: `restart ${name}`, label: t('process.restart', { name }), icon: 'replay', run: () => void restart(name) },
    isStoppable(process) && {
      ...{ id: `stop ${name}`, label: t('process.stop', { name }), icon: 'stop' },
      run: () => void stop(name),
    },
  ];
  return actions.filter((action) => action !== false);
}

/** The same for all; for the palette. */
export function processActions(): readonly Action[] {
  return (sessionStore.getState().workspace?.processes ?? []).flatMap(actionsOf);
}

export async function restart(name: string): Promise<void> {
  tell('said.restarted', name, await restartProcess(name));
}

export async function stop(name: string): Promise<void> {
  tell('said.stopped', name, await stopProcess(name));
}

function tell(key: 'said.restarted' | 'said.stopped', name: string, result: CommandResult): void {
  if (result.ok) say({ level: 'info', key, slots: { name } });
  else say({ level: 'error', key: 'said.failed', slots: { message: result.message } });
}
