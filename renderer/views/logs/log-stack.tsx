// View: the lines that follow a log's first: its stack, frame by frame where it can be read as one.
import { useTranslation } from 'react-i18next';
import type { SourceFrame } from '../../../main/model/source-frame.ts';
import { source } from '../../store/commands.ts';
import { useAnswer } from '../detail/use-answer.ts';
import { FrameList } from '../errors/frame-list.tsx';
import '../errors/errors.css';

/** Characters of a stack that are looked up; windows may ask for no more. */
const STACK_LIMIT = 256 * 1024;

/** `at` is when it was written: what was served then counts. */
export function LogStack({ text, at }: { readonly text: string; readonly at: number }) {
  const { t } = useTranslation('logs');
  const { value } = useAnswer(text, String(at), () => source('mapStack', text.slice(0, STACK_LIMIT), at));
  const frames = (value ?? []).filter(isPlaced);
  return (
    <>
      {frames.length > 0 && <FrameList key={frames.length} stack={frames} />}
      <h3 className="cap gap-above">{t('asWritten')}</h3>
      <pre className="logtext mono mid" tabIndex={0}>
        {text}
      </pre>
    </>
  );
}

function isPlaced({ url, original }: SourceFrame): boolean {
  return url !== undefined || original !== undefined;
}
