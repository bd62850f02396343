import { useMemo } from 'react';
import { useCommands, type Command } from '../../shell/commands';
import { isSample, type StoredReading } from '../reading-run/run-api';
import { exportReading, openStored, showHistoryDialog } from './history-actions';
import { historyStrings as strings } from './strings';

function commandsOf(reading: StoredReading): readonly Command[] {
  const name = strings.name(reading);
  const open: Command = { id: 'history-open', title: strings.commandOpen(name), run: () => void openStored(reading) };
  if (isSample(reading)) return [open];
  return [
    open,
    {
      id: 'history-rename',
      title: strings.commandRename(name),
      shortcut: { key: 'F2' },
      run: () => showHistoryDialog({ kind: 'rename', reading }),
    },
    { id: 'history-export', title: strings.commandExport(name), keywords: 'save file', run: () => void exportReading(reading) },
    {
      id: 'history-delete',
      title: strings.commandDelete(name),
      shortcut: { key: 'Delete' },
      keywords: 'remove',
      run: () => showHistoryDialog({ kind: 'delete', reading }),
    },
  ];
}

/** Offers what can be done with the reading that is chosen in the history. */
export function useHistoryCommands(reading: StoredReading | null): void {
  const commands = useMemo(() => (reading === null ? [] : commandsOf(reading)), [reading]);
  useCommands('history', commands);
}
