// View: a stack, frame by frame: where each was written, the code around the chosen one, libraries folded, the lines as thrown one key away.
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceFrame } from '../../../main/model/source-frame.ts';
import { openInEditor } from '../../frame/actions.ts';
import { CodeFrame } from '../../kit/code-view/code-frame.tsx';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { Chip } from '../detail/controls.tsx';
import {
  frameFunction,
  framePlace,
  isLibrary,
  toFrameRows,
  topFrameIndex,
  type FrameRow,
  type StackMode,
} from './frame-rows.ts';

/** Ways to show mapped frames; the third way is lines as thrown. */
const FOLDINGS = ['own', 'all'] as const;

/** Opens a frame's source where it is a file here. */
export function openFrame({ original }: SourceFrame): void {
  if (original?.path !== undefined) openInEditor(original.path, original.line, original.column);
}

/** As high as it needs. */
export function FrameList({ stack }: { readonly stack: readonly SourceFrame[] }) {
  const { t } = useTranslation('errors');
  const [chosen, setChosen] = useState(() => topFrameIndex(stack));
  const [mode, setMode] = useState<StackMode>('own');
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = toFrameRows(stack, mode, open);
  const frame = stack[chosen];
  if (stack.length === 0) return <p className="dim">{t('stack.none')}</p>;
  return (
    <>
      {frame && <FrameCode frame={frame} />}
      <h3 className="cap gap-above stack-head">
        <span className="grow">{t(stack.some(({ original }) => original) ? 'stack.mapped' : 'stack.title')}</span>
        <span className="chips" role="group" aria-label={t('stack.modes')}>
          {FOLDINGS.map((name) => (
            <Chip key={name} on={mode === name} onClick={() => setMode(name)}>
              {t(`stack.${name}`, { shown: formatCount(stack.length) })}
            </Chip>
          ))}
          <button
            type="button"
            className={mode === 'raw' ? 'chip on' : 'chip'}
            aria-pressed={mode === 'raw'}
            data-raw=""
            onClick={() => setMode(mode === 'raw' ? 'own' : 'raw')}
          >
            {t('stack.raw')}
            <kbd>R</kbd>
          </button>
        </span>
      </h3>
      <FrameGrid
        rows={rows}
        mode={mode}
        chosen={chosen}
        onChoose={setChosen}
        onUnfold={(from) => setOpen(new Set([...open, from]))}
      />
    </>
  );
}

interface GridProps {
  readonly rows: readonly FrameRow[];
  readonly mode: StackMode;
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
  readonly onUnfold: (from: number) => void;
}

function FrameGrid({ rows, mode, chosen, onChoose, onUnfold }: GridProps) {
  const { t } = useTranslation('errors');
  const onKeyDown = (event: KeyboardEvent) => {
    const frames = rows.filter((row) => row.kind === 'frame');
    const at = frames.findIndex(({ index }) => index === chosen);
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -frames.length, End: frames.length }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = frames[Math.min(frames.length - 1, Math.max(0, at + step))];
      if (next) onChoose(next.index);
    } else if (event.key === 'Enter' && event.target === event.currentTarget) {
      const frame = frames[at]?.frame;
      if (frame) openFrame(frame);
    }
  };
  return (
    <div
      className="frames"
      role="grid"
      aria-label={t('stack.title')}
      aria-activedescendant={`frame-${chosen}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) =>
        row.kind === 'folded' ? (
          <FoldedRow key={`fold-${row.from}`} row={row} onUnfold={() => onUnfold(row.from)} />
        ) : (
          <FrameLine
            key={row.index}
            row={row}
            raw={mode === 'raw'}
            chosen={row.index === chosen}
            onChoose={() => onChoose(row.index)}
          />
        ),
      )}
    </div>
  );
}

function FoldedRow({
  row,
  onUnfold,
}: {
  readonly row: Extract<FrameRow, { kind: 'folded' }>;
  readonly onUnfold: () => void;
}) {
  const { t } = useTranslation('errors');
  const count = { count: row.count, shown: formatCount(row.count) };
  return (
    <div role="row" className="fr lib">
      <span role="gridcell" className="whole">
        <button type="button" className="fold" aria-expanded={false} onClick={onUnfold}>
          <Icon name="right" small />
          {row.names.length > 0
            ? t('stack.foldedOf', { ...count, names: row.names.join(', ') })
            : t('stack.folded', count)}
        </button>
      </span>
    </div>
  );
}

interface LineProps {
  readonly row: Extract<FrameRow, { kind: 'frame' }>;
  readonly raw: boolean;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function FrameLine({ row, raw, chosen, onChoose }: LineProps) {
  const { t } = useTranslation('errors');
  const { frame, index } = row;
  const look = ['fr', chosen ? 'on' : '', isLibrary(frame) ? 'lib' : ''].join(' ').trim();
  return (
    <div role="row" id={`frame-${index}`} className={look} aria-selected={chosen} onClick={onChoose}>
      {raw ? (
        <span role="gridcell" className="whole mono" title={frame.raw}>
          {frame.raw}
        </span>
      ) : (
        <>
          <span role="gridcell" className="fn cut" title={frameFunction(frame)}>
            <Mark shape={frame.original ? 'dot' : 'ring'} tone="dim" />
            {frameFunction(frame) ?? t('frame.anonymous')}
          </span>
          <span role="gridcell" className="cut">
            <PlaceButton frame={frame} />
          </span>
          <span role="gridcell" className="why">
            <Reason frame={frame} />
          </span>
        </>
      )}
    </div>
  );
}

/** `src/Child.vue:48:31`, which opens in the editor where that is a file here. */
export function PlaceButton({ frame, editor = false }: { readonly frame: SourceFrame; readonly editor?: boolean }) {
  const { t } = useTranslation('errors');
  const place = framePlace(frame);
  if (!place) return <span className="mono dim">{frame.raw}</span>;
  const { original } = frame;
  const can = original?.path !== undefined;
  const why = can ? t('frame.open', { place: place.whole }) : t(original ? 'frame.noFile' : 'frame.noSource');
  return (
    <button
      type="button"
      className={can ? 'place' : 'place off'}
      aria-disabled={!can}
      data-editor={editor && can ? '' : undefined}
      title={can ? why : `${place.whole}: ${why}`}
      onClick={() => openFrame(frame)}
    >
      <span className="folder">{place.folder}</span>
      <b>{place.file}</b>
      <span>{place.position}</span>
    </button>
  );
}

/** Why a frame has no original, or what its original is worth less for. */
function Reason({ frame }: { readonly frame: SourceFrame }) {
  const { t } = useTranslation('errors');
  if (frame.unresolved)
    return (
      <span className="tag client cut" title={frame.unresolved.message}>
        {t('frame.unmapped', { reason: frame.unresolved.message })}
      </span>
    );
  const caveats = frame.original?.caveats ?? [];
  if (caveats.length === 0) return null;
  const words = caveats.map(({ message }) => message).join(' ');
  return (
    <span className="row dim" title={words}>
      <Mark shape="triangle" tone="client" label={words} />
    </span>
  );
}

function FrameCode({ frame }: { readonly frame: SourceFrame }) {
  const { t } = useTranslation('errors');
  const { original, unresolved } = frame;
  const place = framePlace(frame);
  return (
    <>
      <h3 className="cap">
        <span className="grow">{t('frame.code')}</span>
        <PlaceButton frame={frame} editor />
      </h3>
      {original?.codeFrame === undefined ? (
        <p className="dim">{unresolved?.message ?? t('frame.noCode')}</p>
      ) : (
        <CodeFrame
          frame={original.codeFrame}
          line={original.line}
          label={t('frame.around', { place: place ? place.file + place.position : '' })}
        />
      )}
      {(original?.caveats ?? []).map(({ code, message }) => (
        <p key={code} className="row caveat">
          <Mark shape="triangle" tone="client" />
          <span>{message}</span>
        </p>
      ))}
    </>
  );
}
