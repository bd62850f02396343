import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useCommandStore, useAllCommands, isMac } from './commands';
import { useEscape } from './escape-stack';
import { findEntries } from './match-command';
import { shortcutText } from './shortcuts';
import { shellStrings as strings } from './strings';
import { useSearchHits, type SearchGroup } from './use-search-hits';
import styles from './palette.module.css';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly sub: string | null;
  readonly keys: string | null;
  readonly run: () => void;
}

interface EntryGroup {
  readonly title: string;
  readonly entries: readonly Entry[];
}

const GROUP_TITLES: Readonly<Record<SearchGroup, string>> = {
  app: strings.groupApps,
  mailbox: strings.groupMailboxes,
  person: strings.groupPeople,
  finding: strings.groupFindings,
};

/** The command palette: every action with its shortcut, and a search over the reading. */
export function Palette(): React.JSX.Element | null {
  const open = useCommandStore((state) => state.paletteOpen);
  return open ? <OpenPalette /> : null;
}

function useGroups(search: string): readonly EntryGroup[] {
  const commands = useAllCommands();
  const hits = useSearchHits(search);
  return useMemo(() => {
    const offered = commands.filter((command) => command.id !== 'palette');
    const found = findEntries(offered, search).map((command): Entry => ({
      id: `command:${command.id}`,
      title: command.title,
      sub: null,
      keys: command.shortcut ? shortcutText(command.shortcut, isMac) : null,
      run: command.run,
    }));
    const groups: EntryGroup[] = (['app', 'mailbox', 'person', 'finding'] as const).map((kind) => ({
      title: GROUP_TITLES[kind],
      entries: hits
        .filter((hit) => hit.kind === kind)
        .map((hit): Entry => ({ id: `${kind}:${hit.id}`, title: hit.title, sub: hit.sub, keys: null, run: hit.open })),
    }));
    return [{ title: strings.groupCommands, entries: found }, ...groups].filter((group) => group.entries.length > 0);
  }, [commands, hits, search]);
}

function OpenPalette(): React.JSX.Element {
  const setOpen = useCommandStore((state) => state.setPaletteOpen);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const groups = useGroups(search);
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  const active = Math.min(chosen, entries.length - 1);
  useEscape(true, () => setOpen(false));
  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    return () => {
      if (before instanceof HTMLElement && document.contains(before)) before.focus();
    };
  }, []);
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);

  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    setOpen(false);
    // After the palette is gone, so that what opens next can take the focus.
    queueMicrotask(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown') setChosen(entries.length ? (active + 1) % entries.length : 0);
    else if (event.key === 'ArrowUp') setChosen(entries.length ? (active - 1 + entries.length) % entries.length : 0);
    else if (event.key === 'Enter') run(entries[active]);
    else if (event.key !== 'Tab') return;
    event.preventDefault();
  };

  return (
    <div className={styles.surface} onMouseDown={(event) => event.target === event.currentTarget && setOpen(false)}>
      <div className={styles.box} role="dialog" aria-modal="true" aria-label={strings.palette}>
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
          aria-label={strings.palettePlaceholder}
          placeholder={strings.palettePlaceholder}
          value={search}
          spellCheck={false}
          // Fluent's focus manager would act on Tab before this dialog, which keeps it, hears of it.
          data-tabster='{"focusable":{"ignoreKeydown":{"Tab":true}}}'
          onChange={(event) => {
            setSearch(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div className={styles.list} role="listbox" id={listId} aria-label={strings.palette}>
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={styles.groupTitle} aria-hidden="true">
                {group.title}
              </div>
              {group.entries.map((entry) => {
                const own = entries.indexOf(entry);
                return (
                  <div
                    key={entry.id}
                    id={`${listId}-${own}`}
                    role="option"
                    aria-selected={own === active}
                    className={`${styles.option} ${own === active ? styles.active : ''}`}
                    onMouseMove={() => setChosen(own)}
                    onClick={() => run(entry)}
                  >
                    <span className={styles.title}>{entry.title}</span>
                    {entry.sub && <span className={styles.sub}>{entry.sub}</span>}
                    {entry.keys && <span className={styles.keys}>{entry.keys}</span>}
                  </div>
                );
              })}
            </div>
          ))}
          {entries.length === 0 && <div className={styles.empty}>{strings.paletteEmpty}</div>}
        </div>
        <div className={styles.hint}>{strings.paletteHint}</div>
      </div>
    </div>
  );
}
