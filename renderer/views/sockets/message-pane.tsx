// View: one message in full: tree, raw, hex, or beside the one before it of the same shape.
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Frame, ServerSentEvent } from '../../../main/model/message.ts';
import { copyText } from '../../frame/copy-text.ts';
import { IconButton } from '../../kit/button.tsx';
import { formatCount, formatSize } from '../../kit/format.ts';
import { HexView } from '../../kit/hex-view/hex-view.tsx';
import { toSpacedHex } from '../../kit/hex-view/hex-rows.ts';
import { parseJson, type Json } from '../../kit/json-tree/json-rows.ts';
import { JsonTree } from '../../kit/json-tree/json-tree.tsx';
import { NoticeLine } from '../../kit/notice.tsx';
import { query } from '../../store/commands.ts';
import { Chip } from '../detail/controls.tsx';
import { useAnswer, useLate } from '../detail/use-answer.ts';
import { DirectionMark } from './message-columns.tsx';
import { isFrame, labelOf, type MessageRow } from './message-row.ts';
import { toPayload, type Payload } from './payload-bytes.ts';
import { toDifferences, type Difference } from './payload-diff.ts';

type PaneMode = 'tree' | 'raw' | 'hex' | 'diff';

/** A message in full, by its row. */
export async function readMessage(row: MessageRow): Promise<Frame | ServerSentEvent | undefined> {
  return isFrame(row) ? query('frame', row.id) : query('event', row.id);
}

interface MessagePaneProps {
  readonly row: MessageRow;
  /** The last message before it of the same shape and direction. */
  readonly before: MessageRow | undefined;
}

/** Fills its parent. */
export function MessagePane({ row, before }: MessagePaneProps) {
  const { t } = useTranslation('sockets');
  const [chosen, setChosen] = useState<PaneMode>('tree');
  const answer = useAnswer(row.id, row.id, () => readMessage(row));
  const late = useLate(answer.busy);
  const payload = answer.value && toPayload(answer.value);
  const json = payload?.text === undefined ? undefined : parseJson(payload.text);
  const modes = paneModes(payload, json !== undefined, before !== undefined);
  const mode = modes.includes(chosen) ? chosen : (modes[0] ?? 'hex');
  return (
    <section className="msgpane" aria-label={t('message.region')}>
      <div className="phead">
        <DirectionMark row={row} t={t} />
        <span className="med">{labelOf(row)}</span>
        <span className="dim cut grow">{describe(row, t)}</span>
        <span className="chips" role="group" aria-label={t('message.mode')}>
          {modes.map((name) => (
            <Chip key={name} on={name === mode} onClick={() => setChosen(name)}>
              {t(`message.mode.${name}`)}
            </Chip>
          ))}
        </span>
        {payload && (
          <IconButton
            icon="copy"
            label={t('message.copy')}
            onClick={() => copyText(payload.text ?? toSpacedHex(payload.bytes))}
          />
        )}
      </div>
      {row.truncated && (
        <NoticeLine
          level="warning"
          title={t('message.truncated', {
            kept: formatSize(payload?.bytes.length),
            size: formatSize(row.sizeBytes),
          })}
        />
      )}
      <div className="bodymain">
        {payload ? (
          <PayloadBody key={row.id} mode={mode} payload={payload} json={json} before={before} />
        ) : (
          <p className="calm">{paneWord(answer.error, answer.busy, late, t)}</p>
        )}
      </div>
    </section>
  );
}

/** The ways to look at a payload. */
export function paneModes(payload: Payload | undefined, json: boolean, before: boolean): readonly PaneMode[] {
  if (payload?.text === undefined) return ['hex'];
  const modes: PaneMode[] = json ? ['tree', 'raw', 'hex'] : ['raw', 'hex'];
  return json && before ? [...modes, 'diff'] : modes;
}

function paneWord(error: string | undefined, busy: boolean, late: boolean, t: (key: string) => string): string {
  if (error !== undefined) return error;
  if (busy) return late ? t('loading') : '';
  return t('message.gone');
}

function describe(row: MessageRow, t: TFunction): string {
  const size = `${formatCount(row.sizeBytes)} B`;
  if (!isFrame(row))
    return row.lastEventId === undefined ? size : t('message.eventFacts', { size, id: row.lastEventId });
  const key = row.compressed ? 'message.compressedFacts' : 'message.facts';
  return t(key, { size, wire: `${formatCount(row.wireBytes)} B` });
}

interface PayloadBodyProps {
  readonly mode: PaneMode;
  readonly payload: Payload;
  readonly json: { readonly value: Json } | undefined;
  readonly before: MessageRow | undefined;
}

function PayloadBody({ mode, payload, json, before }: PayloadBodyProps) {
  const { t } = useTranslation('sockets');
  const previous = useAnswer(before && json ? before.id : undefined, before?.id ?? '', async () =>
    before ? readMessage(before) : undefined,
  );
  const was = previous.value && parseJson(toPayload(previous.value).text ?? '');
  const differences = was && json ? toDifferences(was.value, json.value) : [];
  if (payload.bytes.length === 0) return <p className="calm">{t('message.empty')}</p>;
  if (mode === 'hex') return <HexView bytes={payload.bytes} label={t('message.hexLabel')} />;
  if (mode === 'diff') return <DiffBody differences={differences} ready={was !== undefined} />;
  if (mode === 'tree' && json) {
    const notes = new Map(differences.map((difference) => [difference.pointer, noteOf(difference, t)]));
    return (
      <JsonTree
        value={json.value}
        label={t('message.treeLabel')}
        countText={(count) => t('message.items', { count, formatted: formatCount(count) })}
        noteAt={(pointer) => notes.get(pointer)}
      />
    );
  }
  return (
    <pre className="rawtext" tabIndex={0} aria-label={t('message.rawLabel')}>
      {payload.text}
    </pre>
  );
}

function noteOf(difference: Difference, t: TFunction): string | undefined {
  if (difference.type !== 'changed') return undefined;
  return t('message.was', { value: JSON.stringify(difference.before) });
}

const DIFF_LOOKS = { changed: 'changed', added: 'added', removed: 'removed' } as const;

function DiffBody({ differences, ready }: { readonly differences: readonly Difference[]; readonly ready: boolean }) {
  const { t } = useTranslation('sockets');
  if (!ready) return <p className="calm">{t('loading')}</p>;
  if (differences.length === 0) return <p className="calm">{t('message.same')}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('message.mode.diff')}>
      <table className="fields diff">
        <thead>
          <tr>
            <th scope="col">{t('diff.where')}</th>
            <th scope="col">{t('diff.before')}</th>
            <th scope="col">{t('diff.after')}</th>
            <th scope="col">{t('diff.kind')}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <tr key={difference.pointer} className={DIFF_LOOKS[difference.type]}>
              <th scope="row" className="mono">
                {difference.pointer === '' ? '/' : difference.pointer}
              </th>
              <td className="mono">{difference.type === 'added' ? '–' : JSON.stringify(difference.before)}</td>
              <td className="mono">{difference.type === 'removed' ? '–' : JSON.stringify(difference.after)}</td>
              <td>{t(`diff.${difference.type}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
