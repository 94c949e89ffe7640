// Renderer kit: a word on hover and on keyboard focus.
import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement } from 'react';
import { useFloatingRoot } from './floating-root.ts';

/** Holds the delay that all tooltips of a window share. */
export const TooltipProvider = Radix.Provider;

/** Shows `text` at its child, which must be an element that takes focus. */
export function Tooltip({
  text,
  shortcut,
  children,
}: {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly children: ReactElement;
}) {
  const [root, onOpenChange] = useFloatingRoot();
  return (
    <Radix.Root onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={root}>
        <Radix.Content className="tip" sideOffset={6} collisionPadding={8}>
          {text}
          {shortcut !== undefined && <kbd>{shortcut}</kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
