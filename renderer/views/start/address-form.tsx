// Renderer view: one address to proxy to.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { parseAddress } from './address.ts';

export function AddressForm({
  initial = '',
  action,
  onAddress,
}: {
  readonly initial?: string;
  readonly action: string;
  readonly onAddress: (address: string) => void;
}) {
  const { t } = useTranslation('start');
  const [text, setText] = useState(initial);
  const [refused, setRefused] = useState(false);
  const id = useId();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const address = parseAddress(text);
        setRefused(address === undefined);
        if (address !== undefined) onAddress(address);
      }}
    >
      <div className="row addressform">
        <input
          className="field mono grow"
          type="text"
          aria-label={t('address')}
          aria-invalid={refused}
          aria-describedby={refused ? id : undefined}
          placeholder="http://localhost:3000"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit">{action}</Button>
      </div>
      {refused && (
        <p id={id} className="t-server" role="alert">
          {t('addressRefused')}
        </p>
      )}
    </form>
  );
}
