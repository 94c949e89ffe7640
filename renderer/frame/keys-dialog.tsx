// Renderer frame: all keys on one sheet.
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.tsx';
import { setDialog } from '../store/view-store.ts';
import { MOD } from './actions.ts';

/** Keys by what they do, as they are shown. */
export const KEY_SHEET: readonly { readonly id: string; readonly keys: readonly string[] }[] = [
  { id: 'palette', keys: [`${MOD} K`] },
  {
    id: 'views',
    keys: [`${MOD} 1`, `${MOD} 2`, `${MOD} 3`, `${MOD} 4`, `${MOD} 5`, `${MOD} 6`, `${MOD} 7`, `${MOD} ,`],
  },
  { id: 'regions', keys: ['F6', 'Shift F6'] },
  { id: 'filter', keys: ['/', `${MOD} F`] },
  { id: 'move', keys: ['↑', '↓', 'Page Up', 'Page Down', 'Home'] },
  { id: 'follow', keys: ['End'] },
  { id: 'open', keys: ['Enter'] },
  { id: 'close', keys: ['Esc'] },
  { id: 'back', keys: ['Backspace'] },
  { id: 'lines', keys: ['→', '←'] },
  { id: 'tabs', keys: ['[', ']'] },
  { id: 'copy', keys: ['C'] },
  { id: 'replay', keys: ['R'] },
  { id: 'trace', keys: ['T'] },
  { id: 'editor', keys: ['E'] },
  { id: 'raw', keys: ['R'] },
  { id: 'brushMove', keys: ['Alt ←', 'Alt →'] },
  { id: 'brushSize', keys: ['Alt ↑', 'Alt ↓'] },
  { id: 'whole', keys: ['0'] },
  { id: 'file', keys: [`${MOD} O`] },
  { id: 'record', keys: [`${MOD} E`] },
  { id: 'column', keys: ['Shift ←', 'Shift →'] },
  { id: 'keys', keys: ['?'] },
];

export function KeysDialog() {
  const { t } = useTranslation('frame');
  const common = useTranslation('common').t;
  return (
    <Dialog title={t('action.keys')} closeLabel={common('close')} onClose={() => setDialog(null)}>
      <dl className="keysheet">
        {KEY_SHEET.map(({ id, keys }) => (
          <div key={id}>
            <dt>{t(`key.${id}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="dim">{t('key.note')}</p>
    </Dialog>
  );
}
