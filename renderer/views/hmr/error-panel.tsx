// View: an error of a build: what was said, where, and the code around it.
import { useTranslation } from 'react-i18next';
import type { HmrError } from '../../../main/model/hmr.ts';
import { copyText } from '../../frame/copy-text.ts';
import { CodeFrame } from '../../kit/code-view/code-frame.tsx';
import { positionText } from './hmr-subject.ts';

/** The path as the server named it, with what is known of the place: what an editor takes. */
export function editorPlace({ file, line, column }: HmrError): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** The message without the path and the code that some servers put below it: they are shown apart. */
export function messageText({ message, file, codeFrame }: HmrError): string {
  const bare = file !== undefined && message.endsWith(`\n${file}`) ? message.slice(0, -file.length).trimEnd() : message;
  if (codeFrame === undefined) return bare;
  // Some compilers write the frame into the message too.
  const frame = /\n\s*>?\s*\d+\s*[|│]/.exec(bare);
  return frame ? bare.slice(0, frame.index).trimEnd() : bare;
}

export function ErrorPanel({ error }: { readonly error: HmrError }) {
  const { t } = useTranslation('hmr');
  const place = positionText(error);
  const whole = editorPlace(error);
  return (
    <div className="hmr-error">
      <p className="mono message">{messageText(error)}</p>
      {error.codeFrame === undefined ? (
        <p className="dim">{t('error.noFrame')}</p>
      ) : (
        <CodeFrame frame={error.codeFrame} line={error.line} label={t('error.frame', { place })} />
      )}
      {place !== '' && (
        <button
          type="button"
          className="link mono"
          title={t('error.copy', { place: whole })}
          onClick={() => copyText(whole)}
        >
          {place}
        </button>
      )}
    </div>
  );
}
