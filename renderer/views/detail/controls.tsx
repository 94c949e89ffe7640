// View: small controls of the sub-bars: chips, check boxes, a text filter.
import type { KeyboardEvent, ReactNode } from 'react';
import { Icon } from '../../kit/icon.tsx';

/** One of a few ways to look at something. */
export function Chip({
  on,
  onClick,
  children,
}: {
  readonly on: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" className={on ? 'chip on' : 'chip'} aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  );
}

/** A check box with its label. */
export function Check({
  checked,
  onChange,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <button type="button" role="checkbox" aria-checked={checked} className="toggle" onClick={() => onChange(!checked)}>
      <span className={checked ? 'check on' : 'check'} aria-hidden="true" />
      <span>{children}</span>
    </button>
  );
}

/** A line of text to filter by. Escape empties it. */
export function Query({
  value,
  onChange,
  label,
  fault,
  primary = false,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  /** What is wrong with the text. */
  readonly fault?: string | undefined;
  /** The view's own filter, which `/` goes to. */
  readonly primary?: boolean;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value === '') return;
    event.stopPropagation();
    onChange('');
  };
  return (
    <div className={fault === undefined ? 'query filterline' : 'query filterline faulty'}>
      <Icon name="filter" />
      <input
        type="search"
        data-filter={primary ? '' : undefined}
        value={value}
        placeholder={label}
        aria-label={label}
        aria-invalid={fault !== undefined}
        title={fault}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
