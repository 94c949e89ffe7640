// Renderer kit: a dialog over all else. Focus goes in, stays in, and returns to where it was.
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface DialogProps {
  readonly title: string;
  /** Name of the button that closes it. */
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** An open dialog; leave it out of the tree to close it. */
export function Dialog({ title, closeLabel, onClose, children, wide = false }: DialogProps) {
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className={wide ? 'dialog wide' : 'dialog'} aria-describedby={undefined}>
          <header>
            <Radix.Title className="strong">{title}</Radix.Title>
            <span className="grow" />
            <Radix.Close className="btn ghost icon" aria-label={closeLabel}>
              <Icon name="close" />
            </Radix.Close>
          </header>
          <div className="in">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
