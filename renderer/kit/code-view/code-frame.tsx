// Kit: a few lines of code around a place, with that place marked. For whole texts there is `CodeView`.
import { parseCodeFrame } from './code-frame-lines.ts';
import { toCodeTokens } from './code-tokens.ts';

interface CodeFrameProps {
  /** As a compiler printed it. */
  readonly frame: string;
  /** From 1: the line that is meant, where the frame itself does not say. */
  readonly line?: number | undefined;
  readonly label: string;
}

/** As high as it needs; scrolls sideways by itself. */
export function CodeFrame({ frame, line, label }: CodeFrameProps) {
  return (
    <div className="code frame" role="group" aria-label={label} tabIndex={0}>
      {parseCodeFrame(frame, line).map(({ number, text, role }, index) => (
        <div key={index} className={`ln ${LOOKS[role]}`.trim()}>
          <i>{number}</i>
          <span>{role === 'code' || role === 'hit' ? <Tokens line={text} /> : text}</span>
        </div>
      ))}
    </div>
  );
}

function Tokens({ line }: { readonly line: string }) {
  return toCodeTokens(line).map(({ text, look }, index) =>
    look === '' ? (
      text
    ) : (
      <span key={index} className={look}>
        {text}
      </span>
    ),
  );
}

const LOOKS = { code: '', hit: 'hit', mark: 'caret', text: '' } as const;
