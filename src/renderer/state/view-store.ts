import { create } from 'zustand';

/** What a list keeps while one is away from it. */
export interface ListMemory {
  readonly scrollTop: number;
}

interface ViewState {
  /** Width of the list in per cent, by kind of view. */
  readonly splits: Readonly<Record<string, number>>;
  /** Where each section of each reading was left: its full address, filters and selection included. */
  readonly places: Readonly<Record<string, string>>;
  readonly railCollapsed: boolean;
  readonly setSplit: (id: string, share: number) => void;
  readonly rememberPlace: (key: string, location: string) => void;
  readonly setRailCollapsed: (collapsed: boolean) => void;
}

/** State of the frame that outlives single views. */
export const useViewStore = create<ViewState>((set) => ({
  splits: {},
  places: {},
  railCollapsed: false,
  setSplit: (id, share) => set((state) => ({ splits: { ...state.splits, [id]: share } })),
  rememberPlace: (key, location) =>
    set((state) => (state.places[key] === location ? state : { places: { ...state.places, [key]: location } })),
  setRailCollapsed: (railCollapsed) => set({ railCollapsed }),
}));

const memories = new Map<string, ListMemory>();

/** What a list kept; kept outside of the store because a change of it needs no drawing. */
export function listMemory(key: string): ListMemory | undefined {
  return memories.get(key);
}

/** Keeps the scroll of a list. */
export function rememberList(key: string, memory: ListMemory): void {
  memories.set(key, memory);
}
