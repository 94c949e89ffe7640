// View: a body's bytes in one chosen way.
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatSize } from '../../kit/format.ts';
import { HexView } from '../../kit/hex-view/hex-view.tsx';
import { parseJson } from '../../kit/json-tree/json-rows.ts';
import { JsonTree } from '../../kit/json-tree/json-tree.tsx';
import { NoticeLine } from '../../kit/notice.tsx';
import type { BodyMode } from './body-modes.ts';
import { decodeText, isBinary, toCodeLanguage, type ContentType } from './body-type.ts';
import { parseForm, parseParts, type FormPart } from './form-fields.ts';
import { FieldTable } from './field-table.tsx';
import { useCodePhrases } from './code-phrases.ts';

const CodeView = lazy(async () => ({ default: (await import('../../kit/code-view/code-view.tsx')).CodeView }));

export interface BodyContentProps {
  readonly mode: BodyMode;
  readonly bytes: Uint8Array;
  readonly contentType: ContentType;
  /** Where the same bytes are served, for pictures. */
  readonly address: string;
  readonly path: string;
}

/** The bytes in that way. */
export function BodyContent(props: BodyContentProps) {
  const { t } = useTranslation('detail');
  const { mode, bytes, contentType } = props;
  switch (mode) {
    case 'tree':
      return <TreeBody {...props} />;
    case 'text':
      return <TextBody {...props} />;
    case 'fields':
      return <FieldTable fields={parseForm(decodeText(bytes, contentType.charset))} label={t('body.fields')} />;
    case 'parts':
      return <PartsBody bytes={bytes} boundary={contentType.boundary} />;
    case 'picture':
      return <PictureBody address={props.address} />;
    case 'sample':
      return <FontBody bytes={bytes} />;
    case 'facts':
      return <p className="calm">{t('body.media', { type: contentType.essence, size: formatSize(bytes.length) })}</p>;
    case 'hex':
      return <HexView bytes={bytes} label={t('body.hexLabel')} />;
  }
}

function TreeBody(props: BodyContentProps) {
  const { t } = useTranslation('detail');
  const { bytes, contentType } = props;
  const parsed = useMemo(() => parseJson(decodeText(bytes, contentType.charset)), [bytes, contentType.charset]);
  if (!parsed) {
    return (
      <>
        <NoticeLine level="warning" title={t('body.notJson')} />
        <TextBody {...props} />
      </>
    );
  }
  return (
    <JsonTree
      value={parsed.value}
      label={t('body.treeLabel')}
      countText={(count) => t('body.items', { count, formatted: formatCount(count) })}
    />
  );
}

function TextBody({ bytes, contentType, path }: BodyContentProps) {
  const { t } = useTranslation('detail');
  const phrases = useCodePhrases();
  const text = useMemo(() => decodeText(bytes, contentType.charset), [bytes, contentType.charset]);
  return (
    <Suspense fallback={<p className="calm">{t('loading')}</p>}>
      <CodeView
        text={text}
        language={toCodeLanguage(contentType, path)}
        label={t('body.textLabel')}
        wrap
        phrases={phrases}
      />
    </Suspense>
  );
}

/** Bytes of a part's value that are shown. */
const PART_PREVIEW = 4_000;

function PartsBody({ bytes, boundary }: { readonly bytes: Uint8Array; readonly boundary: string | undefined }) {
  const { t } = useTranslation('detail');
  const found = useMemo(() => (boundary === undefined ? undefined : parseParts(bytes, boundary)), [bytes, boundary]);
  if (!found) return <p className="calm">{t('body.noBoundary')}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('body.parts')}>
      {found.fault !== undefined && <NoticeLine level="warning" title={t('body.partsFault', { fault: found.fault })} />}
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('field.file')}</th>
            <th scope="col">{t('field.type')}</th>
            <th scope="col">{t('field.size')}</th>
            <th scope="col">{t('field.value')}</th>
          </tr>
        </thead>
        <tbody>
          {found.parts.map((part, index) => (
            <tr key={index}>
              <th scope="row">{part.name}</th>
              <td>{part.fileName ?? '–'}</td>
              <td>{part.contentType ?? '–'}</td>
              <td>{formatSize(part.bytes.length)}</td>
              <td className="mono">{partText(part, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function partText(part: FormPart, t: (key: string) => string): string {
  if (isBinary(part.bytes)) return t('field.binary');
  return decodeText(part.bytes.subarray(0, PART_PREVIEW), undefined);
}

function PictureBody({ address }: { readonly address: string }) {
  const { t } = useTranslation('detail');
  const [size, setSize] = useState<string>();
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="calm">{t('body.notPicture')}</p>;
  return (
    <>
      <div className="picture">
        <img
          src={address}
          alt={t('body.picture')}
          onLoad={(event) => setSize(`${event.currentTarget.naturalWidth} × ${event.currentTarget.naturalHeight}`)}
          onError={() => setBroken(true)}
        />
      </div>
      {size !== undefined && <p className="hdr-title">{t('body.pictureSize', { size })}</p>}
    </>
  );
}

const FONT_NAME = 'captured-font';
const SAMPLE = 'Aa Bb Gg Qq Rr 0123456789 éüñ 你好';

function FontBody({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation('detail');
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  useEffect(() => {
    const face = new FontFace(FONT_NAME, bytes.slice().buffer);
    let gone = false;
    face.load().then(
      () => {
        if (gone) return;
        document.fonts.add(face);
        setState('ready');
      },
      () => {
        if (!gone) setState('failed');
      },
    );
    return () => {
      gone = true;
      document.fonts.delete(face);
    };
  }, [bytes]);
  if (state !== 'ready') return <p className="calm">{t(state === 'loading' ? 'loading' : 'body.notFont')}</p>;
  return (
    <div className="fontsample" tabIndex={0} role="region" aria-label={t('body.fontLabel')}>
      {[36, 24, 16, 12].map((size) => (
        <p key={size} style={{ fontFamily: FONT_NAME, fontSize: size }}>
          {SAMPLE}
        </p>
      ))}
    </div>
  );
}
