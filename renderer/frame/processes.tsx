// Renderer frame: the processes that run beside the recording, each with its state and what can be done with it.
import { useTranslation } from 'react-i18next';
import type { ProcessState } from '../../main/model/process.ts';
import { IconButton } from '../kit/button.tsx';
import { Mark, type MarkShape, type MarkTone } from '../kit/mark.tsx';
import { DropdownMenu, type MenuEntry } from '../kit/menu.tsx';
import { useSession } from '../store/session-store.ts';
import { goToSourceLogs } from '../store/view-store.ts';
import { actionsOf, isStoppable, restart, stop } from './process-actions.ts';

const NONE: readonly ProcessState[] = [];

export function Processes() {
  const { t } = useTranslation('frame');
  const processes = useSession((state) => state.workspace?.processes ?? NONE);
  if (processes.length === 0) return null;
  return (
    <div className="srcs">
      <h2 id="processes">{t('processes')}</h2>
      <ul aria-labelledby="processes">
        {processes.map((process) => (
          <ProcessItem key={process.name} process={process} />
        ))}
      </ul>
    </div>
  );
}

function ProcessItem({ process }: { readonly process: ProcessState }) {
  const { t } = useTranslation('frame');
  const { name, command, pid, restarts, fault } = process;
  const { shape, tone } = processLook(process);
  const word = useWord(process);
  const facts = [
    command,
    pid === undefined ? '' : t('process.pid', { pid }),
    word,
    restarts === 0 ? '' : t('process.restarts', { count: restarts }),
    fault?.message ?? '',
  ];
  const entries: readonly MenuEntry[] = [
    ...actionsOf(process).map((action) => ({ kind: 'action' as const, ...action })),
    {
      kind: 'action',
      id: 'logs',
      label: t('process.logs'),
      icon: 'logs',
      run: () => goToSourceLogs(`process:${name}`),
    },
  ];
  return (
    <li className="proc">
      <DropdownMenu entries={entries}>
        <button type="button" className="src" title={facts.filter((fact) => fact !== '').join(', ')}>
          <Mark shape={shape} tone={tone} />
          <span className="unseen">{`${name}, ${word}`}</span>
          <b className="cut" aria-hidden="true">
            {name}
          </b>
          <span className="n cut" aria-hidden="true">
            {word}
          </span>
        </button>
      </DropdownMenu>
      <span className="do">
        <IconButton icon="replay" label={t('process.restart', { name })} onClick={() => void restart(name)} />
        <IconButton
          icon="stop"
          label={t('process.stop', { name })}
          disabled={!isStoppable(process)}
          onClick={() => void stop(name)}
        />
      </span>
    </li>
  );
}

/** Dot running, dashed ring on its way, ring ended, square ended with a failure, cross failed. */
export function processLook(process: ProcessState): { readonly shape: MarkShape; readonly tone: MarkTone } {
  switch (process.state) {
    case 'running':
      return { shape: 'dot', tone: 'ok' };
    case 'starting':
    case 'stopping':
      return { shape: 'dashed', tone: 'pending' };
    case 'ended':
      return isCalmEnd(process) ? { shape: 'ring', tone: 'dim' } : { shape: 'square', tone: 'server' };
    case 'failed':
      return { shape: 'cross', tone: 'server' };
  }
}

/** It ended well, or because it was asked to. */
function isCalmEnd({ exitCode, signal }: ProcessState): boolean {
  return signal === undefined ? exitCode === 0 : signal === 'SIGTERM' || signal === 'SIGINT';
}

function useWord({ state, exitCode, signal }: ProcessState): string {
  const { t } = useTranslation('frame');
  if (state !== 'ended') return t(`process.${state}`);
  if (signal !== undefined) return signal;
  return exitCode === undefined || exitCode === 0 ? t('process.ended') : t('process.code', { code: exitCode });
}
