// Renderer frame: the log files that are followed; one that can't be read says why.
import { useTranslation } from 'react-i18next';
import type { TelemetryState } from '../../main/model/protocol.ts';
import { Mark } from '../kit/mark.tsx';
import { useSession } from '../store/session-store.ts';
import { goToSourceLogs } from '../store/view-store.ts';

type LogFile = TelemetryState['logFiles'][number];

const NONE: readonly LogFile[] = [];

export function LogFiles() {
  const { t } = useTranslation('frame');
  const files = useSession((state) => state.workspace?.telemetry?.logFiles ?? NONE);
  if (files.length === 0) return null;
  return (
    <div className="srcs">
      <h2 id="log-files">{t('logFiles')}</h2>
      <ul aria-labelledby="log-files">
        {files.map((file) => (
          <li key={file.path}>
            <FileButton file={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function FileButton({ file: { path, fault } }: { readonly file: LogFile }) {
  const { t } = useTranslation('frame');
  const words = fault === undefined ? t('logFile.followed', { path }) : `${path}: ${fault}`;
  return (
    <button type="button" className="src" title={words} onClick={() => goToSourceLogs(`file:${path}`)}>
      <Mark shape={fault === undefined ? 'dot' : 'cross'} tone={fault === undefined ? 'ok' : 'server'} />
      <span className="unseen">{words}</span>
      <b className="cut" aria-hidden="true">
        {path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)}
      </b>
    </button>
  );
}
