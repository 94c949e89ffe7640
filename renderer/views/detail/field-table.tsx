// View: names and values as a table.
import { useTranslation } from 'react-i18next';
import type { Field } from './form-fields.ts';

/** Scrolls with what holds it. */
export function FieldTable({ fields, label }: { readonly fields: readonly Field[]; readonly label: string }) {
  const { t } = useTranslation('detail');
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">{t('field.name')}</th>
            <th scope="col">{t('field.value')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, value], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              <td className="mono">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
