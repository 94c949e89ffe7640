// Renderer view: how things look, and what a session keeps.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_BUDGET } from '../../../main/model/config.ts';
import { chooseLanguage } from '../../frame/actions.ts';
import { formatCount, formatSize } from '../../kit/format.ts';
import { DENSITIES, LANGUAGES, PLACEMENTS, THEMES } from '../../store/preferences.ts';
import { MAX_ERRORS, MAX_MESSAGES, MAX_ROWS } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import { setPreferences, useView } from '../../store/view-store.ts';
import { HeaderRulesSection } from './header-rules.tsx';
import { SwitchSections } from './switches.tsx';

export function SettingsView() {
  const { t } = useTranslation('settings');
  const common = useTranslation('common').t;
  const preferences = useView((state) => state);
  const status = useSession((state) => state.status);
  const workspace = useSession((state) => state.workspace);
  return (
    <div className="settings">
      <h1>{common('view.settings')}</h1>
      <section aria-labelledby="look">
        <h2 id="look">{t('look')}</h2>
        <Choice
          name="theme"
          label={t('theme')}
          values={THEMES}
          value={preferences.theme}
          nameOf={(theme) => t(`theme.${theme}`)}
          onChange={(theme) => setPreferences({ theme })}
        />
        <Choice
          name="density"
          label={t('density')}
          values={DENSITIES}
          value={preferences.density}
          nameOf={(density) => t(`density.${density}`)}
          onChange={(density) => setPreferences({ density })}
        />
        <Choice
          name="placement"
          label={t('placement')}
          values={PLACEMENTS}
          value={preferences.placement}
          nameOf={(placement) => t(`placement.${placement}`)}
          onChange={(placement) => setPreferences({ placement })}
        />
        <Choice
          name="language"
          label={t('language')}
          values={LANGUAGES}
          value={preferences.language}
          nameOf={(language) => common(`language.${language}`)}
          onChange={chooseLanguage}
        />
      </section>
      <SwitchSections />
      <HeaderRulesSection />
      <section aria-labelledby="limits">
        <h2 id="limits">{t('limits')}</h2>
        <dl className="kv">
          <Fact name={t('sessionBudget')}>
            {status
              ? t('usedOf', { used: formatSize(status.keptBytes), budget: formatSize(status.budgetBytes) })
              : formatSize(DEFAULT_BUDGET.sessionBytes)}
          </Fact>
          <Fact name={t('bodyBudget')}>{formatSize(DEFAULT_BUDGET.bodyBytes)}</Fact>
          <Fact name={t('rowLimit')}>{formatCount(MAX_ROWS)}</Fact>
          <Fact name={t('errorLimit')}>{formatCount(MAX_ERRORS)}</Fact>
          <Fact name={t('messageLimit')}>{formatCount(MAX_MESSAGES)}</Fact>
        </dl>
        <p className="dim">{t('limitsNote')}</p>
      </section>
      {workspace && (
        <section aria-labelledby="session">
          <h2 id="session">{t('session')}</h2>
          <dl className="kv">
            <Fact name={t('sessionFile')}>
              <span className="mono">{workspace.sessionPath ?? workspace.name}</span>
            </Fact>
            <Fact name={t('editor')}>{workspace.editor ?? t('editorFound')}</Fact>
            <Fact name={t('version')}>{workspace.version}</Fact>
          </dl>
        </section>
      )}
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Choice<T extends string>({
  name,
  label,
  values,
  value,
  nameOf,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly nameOf: (value: T) => string;
  readonly onChange: (value: T) => void;
}) {
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      {values.map((one) => (
        <label key={one}>
          <input type="radio" name={name} value={one} checked={one === value} onChange={() => onChange(one)} />
          {nameOf(one)}
        </label>
      ))}
    </fieldset>
  );
}
