// Renderer view: what Throughline may do to pages and answers, each a switch, for requests from now on.
import { useTranslation } from 'react-i18next';
import { DEFAULT_SWITCHES, type Switches } from '../../../main/model/config.ts';
import { finish } from '../../frame/actions.ts';
import { setSwitches } from '../../store/commands.ts';
import { useSession } from '../../store/session-store.ts';

/** The switches in the order they are shown: those of pages, of requests, of source maps. */
export const SWITCH_GROUPS: readonly { readonly id: string; readonly names: readonly (keyof Switches)[] }[] = [
  { id: 'pages', names: ['inject', 'trace', 'bringBack'] },
  { id: 'requests', names: ['sendTrace'] },
  { id: 'maps', names: ['repairMapOrigin', 'repairMapHeader', 'repairMapType', 'repairMapCors'] },
];

/** Switches that do nothing while pages have no agent. */
const BY_AGENT: readonly (keyof Switches)[] = ['trace', 'bringBack'];

export function SwitchSections() {
  const { t } = useTranslation('settings');
  const live = useSession((state) => state.workspace?.mode === 'live');
  const told = useSession((state) => state.workspace?.switches);
  const switches = told ?? DEFAULT_SWITCHES;
  return SWITCH_GROUPS.map(({ id, names }) => (
    <section key={id} aria-labelledby={`switches-${id}`}>
      <h2 id={`switches-${id}`}>{t(`switches.${id}`)}</h2>
      {names.map((name) => (
        <SwitchLine
          key={name}
          name={name}
          on={switches[name]}
          disabled={!live || told === undefined || (BY_AGENT.includes(name) && !switches.inject)}
        />
      ))}
      <p className="dim">{t(live && told !== undefined ? 'switches.note' : 'switches.off')}</p>
    </section>
  ));
}

interface LineProps {
  readonly name: keyof Switches;
  readonly on: boolean;
  readonly disabled: boolean;
}

function SwitchLine({ name, on, disabled }: LineProps) {
  const { t } = useTranslation('settings');
  return (
    <label className="switchline">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        onChange={() => void finish('switched', setSwitches({ [name]: !on }))}
      />
      <span>
        {t(`switch.${name}`)}
        <span className="dim means">{t(`switch.${name}.means`)}</span>
      </span>
    </label>
  );
}
