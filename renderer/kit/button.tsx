// Renderer kit: buttons. One that shows only an icon has a name, and says it on hover.
import type { ComponentPropsWithRef } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

type Look = 'plain' | 'ghost' | 'primary';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly look?: Look;
  readonly icon?: IconName;
}

/** A button with a label, with or without an icon before it. */
export function Button({ look = 'plain', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={['btn', look === 'plain' ? '' : look, className ?? ''].join(' ').trim()} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  readonly icon: IconName;
  readonly label: string;
  readonly shortcut?: string | undefined;
}

/** A button that shows only an icon. */
export function IconButton({ icon, label, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <button type="button" className={`btn ghost icon ${className ?? ''}`.trim()} aria-label={label} {...rest}>
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
