// View: a small form that sends a custom event into the page's HMR stream.
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { sendHmr } from '../../store/commands.ts';
import { useSession } from '../../store/session-store.ts';

/** The event's name unless another is given; a page takes it like any custom event. */
export const DEFAULT_EVENT = 'devlog';

/** Levels that a message may have. */
export const SEND_LEVELS = ['info', 'warn', 'error'] as const;
type SendLevel = (typeof SEND_LEVELS)[number];

type Answer = { readonly key: 'sent' } | { readonly key: 'failed'; readonly message: string };

export function SendForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('hmr');
  const live = useSession((state) => state.workspace?.mode === 'live');
  const [event, setEvent] = useState(DEFAULT_EVENT);
  const [level, setLevel] = useState<SendLevel>('info');
  const [message, setMessage] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const send = async () => {
    const result = await sendHmr(event.trim(), { level, message });
    setAnswer(result.ok ? { key: 'sent' } : { key: 'failed', message: result.message });
  };
  const onSubmit = (submitted: FormEvent) => {
    submitted.preventDefault();
    void send();
  };
  return (
    <form className="bar hmr-send" aria-label={t('send.title')} onSubmit={onSubmit}>
      <label>
        {t('send.event')}
        <input
          className="mono"
          value={event}
          required
          spellCheck={false}
          onChange={(at) => setEvent(at.target.value)}
        />
      </label>
      <label>
        {t('send.level')}
        <select value={level} onChange={(at) => setLevel(toLevel(at.target.value))}>
          {SEND_LEVELS.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="grow">
        {t('send.message')}
        <input value={message} required autoFocus onChange={(at) => setMessage(at.target.value)} />
      </label>
      <Button type="submit" look="primary" disabled={!live} title={live ? undefined : t('send.off')}>
        {t('send.do')}
      </Button>
      <Button look="ghost" onClick={onClose}>
        {t('send.close')}
      </Button>
      <span role="status" className={answer?.key === 'failed' ? 't-server cut' : 'dim cut'}>
        {answer && t(`send.${answer.key}`, answer.key === 'failed' ? { message: answer.message } : {})}
      </span>
    </form>
  );
}

function toLevel(text: string): SendLevel {
  return SEND_LEVELS.find((level) => level === text) ?? 'info';
}
