// Renderer kit: two panes with a bar between them that pointer and arrow keys move.
import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';

export interface SplitterProps {
  readonly orientation: 'horizontal' | 'vertical';
  /** Name of the bar. */
  readonly label: string;
  readonly first: ReactNode;
  /** Without a second pane the first takes all room. */
  readonly second?: ReactNode;
  /** Sizes of the second pane, in CSS units; a number is pixels. */
  readonly secondSize: number | string;
  readonly secondMin: number | string;
  readonly firstMin: number | string;
}

/** Side by side (`horizontal`) or one above the other (`vertical`). */
export function Splitter(props: SplitterProps) {
  const { orientation, label, first, second, secondSize, secondMin, firstMin } = props;
  const open = second !== undefined && second !== null;
  return (
    <Group orientation={orientation} className="split" key={orientation}>
      <Panel id="first" minSize={firstMin} className="split-pane">
        {first}
      </Panel>
      {open && (
        <>
          <Separator className={`split-bar ${orientation}`} aria-label={label} />
          <Panel
            id="second"
            defaultSize={secondSize}
            minSize={secondMin}
            groupResizeBehavior="preserve-pixel-size"
            className="split-pane"
          >
            {second}
          </Panel>
        </>
      )}
    </Group>
  );
}
