// Renderer kit: menus, from a button or at the pointer. Entries are values, so that both kinds and tests share them.
import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { useFloatingRoot } from './floating-root.ts';
import { Icon, type IconName } from './icon.tsx';

export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly icon?: IconName;
      readonly shortcut?: string;
      readonly disabled?: boolean;
      /** Why it is disabled, or what it does beyond its name. */
      readonly note?: string;
      readonly run: () => void;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly checked: boolean;
      /** One of a group of which one is chosen, not a switch of its own. */
      readonly exclusive?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | { readonly kind: 'separator'; readonly id: string };

/** The parts that both of Radix's menus have. */
type Parts = Pick<typeof Context, 'Item' | 'CheckboxItem' | 'ItemIndicator' | 'Label' | 'Separator'>;

/** Opens at the pointer (or by the menu key) over its child. */
export function ContextMenu({
  entries,
  children,
}: {
  readonly entries: readonly MenuEntry[];
  readonly children: ReactElement;
}) {
  const [root, onOpenChange] = useFloatingRoot();
  return (
    <Context.Root onOpenChange={onOpenChange} modal={false}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal container={root}>
        <Context.Content className="menu" collisionPadding={8}>
          <Entries entries={entries} parts={Context} />
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  );
}

/** Opens below its child, a button. */
export function DropdownMenu({
  entries,
  children,
}: {
  readonly entries: readonly MenuEntry[];
  readonly children: ReactElement;
}) {
  const [root, onOpenChange] = useFloatingRoot();
  return (
    <Dropdown.Root onOpenChange={onOpenChange} modal={false}>
      <Dropdown.Trigger asChild>{children}</Dropdown.Trigger>
      <Dropdown.Portal container={root}>
        <Dropdown.Content className="menu" sideOffset={4} collisionPadding={8} align="start">
          <Entries entries={entries} parts={Dropdown} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

function Entries({ entries, parts }: { readonly entries: readonly MenuEntry[]; readonly parts: Parts }): ReactNode {
  return entries.map((entry) => {
    switch (entry.kind) {
      case 'separator':
        return <parts.Separator key={entry.id} />;
      case 'heading':
        return <parts.Label key={entry.id}>{entry.label}</parts.Label>;
      case 'choice':
        return (
          <parts.CheckboxItem
            key={entry.id}
            checked={entry.checked}
            onSelect={(event) => {
              if (!entry.exclusive) event.preventDefault();
              entry.run();
            }}
          >
            <span className="lead">
              <parts.ItemIndicator>
                <Icon name="check" />
              </parts.ItemIndicator>
            </span>
            {entry.label}
          </parts.CheckboxItem>
        );
      case 'action':
        return (
          <parts.Item key={entry.id} disabled={entry.disabled ?? false} onSelect={entry.run}>
            <span className="lead">{entry.icon && <Icon name={entry.icon} />}</span>
            <span className="grow">
              {entry.label}
              {entry.note !== undefined && <span className="note-line">{entry.note}</span>}
            </span>
            {entry.shortcut !== undefined && <kbd>{entry.shortcut}</kbd>}
          </parts.Item>
        );
    }
  });
}
