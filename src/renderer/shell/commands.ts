import { useEffect, useMemo, useRef } from 'react';
import { create } from 'zustand';
import { closeLatest } from './escape-stack';
import { matchesShortcut, type Shortcut } from './shortcuts';

/** Something the user can do, wherever it is offered: the palette, a shortcut, a button, the native menu. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keywords?: string;
  readonly shortcut?: Shortcut;
  readonly run: () => void;
}

interface CommandState {
  /** Commands of the frame and of the view on show, by who offers them. */
  readonly offered: Readonly<Record<string, readonly Command[]>>;
  readonly paletteOpen: boolean;
  readonly offer: (owner: string, commands: readonly Command[]) => void;
  readonly withdraw: (owner: string) => void;
  readonly setPaletteOpen: (open: boolean) => void;
}

/** Every command that can be run now. */
export const useCommandStore = create<CommandState>((set) => ({
  offered: {},
  paletteOpen: false,
  offer: (owner, commands) => set((state) => ({ offered: { ...state.offered, [owner]: commands } })),
  withdraw: (owner) => set((state) => ({ offered: Object.fromEntries(Object.entries(state.offered).filter(([key]) => key !== owner)) })),
  setPaletteOpen: (paletteOpen) => set({ paletteOpen }),
}));

/** All commands on offer, those of the view first. */
export function useAllCommands(): readonly Command[] {
  const offered = useCommandStore((state) => state.offered);
  return useMemo(() => Object.values(offered).reverse().flat(), [offered]);
}

/** Offers commands while the component is on show. The list must be memoised. */
export function useCommands(owner: string, commands: readonly Command[]): void {
  const offer = useCommandStore((state) => state.offer);
  const withdraw = useCommandStore((state) => state.withdraw);
  useEffect(() => {
    offer(owner, commands);
    return () => withdraw(owner);
  }, [owner, commands, offer, withdraw]);
}

/** Whether the machine is a Mac, where the Command key stands for Ctrl. */
export const isMac = /mac/i.test(navigator.platform);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Runs commands by their shortcuts, closes what was opened last on Escape, and follows the mouse's back and forward buttons. */
export function useGlobalKeys(): void {
  const commands = useAllCommands();
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') {
        if (closeLatest()) event.preventDefault();
        return;
      }
      const command = latest.current.find((candidate) => candidate.shortcut && matchesShortcut(candidate.shortcut, event, isMac));
      if (!command) return;
      // A shortcut without a modifier is a letter while one types.
      if (isTyping(event.target) && !command.shortcut?.mod && !command.shortcut?.alt) return;
      event.preventDefault();
      command.run();
    };
    const onMouseUp = (event: MouseEvent): void => {
      if (event.button !== 3 && event.button !== 4) return;
      event.preventDefault();
      if (event.button === 3) window.history.back();
      else window.history.forward();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('mouseup', onMouseUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('mouseup', onMouseUp);
    };
  }, []);
}
