// Renderer frame: another target for the running recording.
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.tsx';
import { useSession } from '../store/session-store.ts';
import { setDialog } from '../store/view-store.ts';
import { AddressForm } from '../views/start/address-form.tsx';
import { changeTarget } from './actions.ts';

export function TargetDialog() {
  const { t } = useTranslation('frame');
  const common = useTranslation('common').t;
  const target = useSession((state) => state.workspace?.target);
  return (
    <Dialog title={t('action.target')} closeLabel={common('close')} onClose={() => setDialog(null)}>
      <p className="mid">{t('targetHint')}</p>
      <AddressForm
        initial={target ?? ''}
        action={t('targetOpen')}
        onAddress={(address) => {
          setDialog(null);
          changeTarget(address);
        }}
      />
    </Dialog>
  );
}
