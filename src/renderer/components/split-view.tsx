import { Group, Panel, Separator } from 'react-resizable-panels';
import type { ReactNode } from 'react';
import { useViewStore } from '../state/view-store';
import { componentStrings as strings } from './strings';
import styles from './split-view.module.css';

interface SplitViewProps {
  /** Remembers the widths of this kind of view. */
  readonly id: string;
  readonly list: ReactNode;
  /** The detail beside the list, if one is open. */
  readonly detail: ReactNode | null;
  /** Where there is no room for two, the detail stands alone; it needs a way to close it. */
  readonly coversWhenNarrow?: boolean;
  /** The width of the list in per cent, before anybody changed it. */
  readonly listShare?: number;
}

/** A list with, when one is open, its detail beside it; the border between them can be dragged or moved with the arrow keys. */
export function SplitView({ id, list, detail, coversWhenNarrow = false, listShare = 45 }: SplitViewProps): React.JSX.Element {
  const share = useViewStore((state) => state.splits[id]) ?? listShare;
  const setSplit = useViewStore((state) => state.setSplit);
  // The list keeps its place in the tree whether or not a detail is open: otherwise it would lose its focus and its scroll.
  return (
    <div className={`${styles.box} ${coversWhenNarrow && detail !== null ? styles.covers : ''}`}>
      <Group
        className={styles.group}
        orientation="horizontal"
        onLayoutChanged={(layout) => {
          const size = layout['list'];
          if (size !== undefined && layout['detail'] !== undefined) setSplit(id, size);
        }}
      >
        <Panel id="list" minSize="20%" defaultSize={detail === null ? '100%' : `${share}%`}>
          <div className={styles.pane}>{list}</div>
        </Panel>
        {detail !== null && <Separator className={styles.handle} aria-label={strings.resizeDetail} />}
        {detail !== null && (
          <Panel id="detail" minSize="30%" defaultSize={`${100 - share}%`}>
            <div className={`${styles.pane} ${styles.detail}`}>{detail}</div>
          </Panel>
        )}
      </Group>
    </div>
  );
}
