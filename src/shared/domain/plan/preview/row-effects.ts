import { matchesAll, textOf } from '../match';
import type { Effect } from '../plan.schema';

type Row = Readonly<Record<string, unknown>>;

interface Candidate {
  readonly place: number;
  readonly effect: Exclude<Effect, { readonly kind: 'add' }>;
}

/**
 * The effects on one list, in their order. A list may have a quarter of a million rows and a plan hundreds of effects: effects that ask
 * for a text are found by it, so that a row is compared with few of them.
 */
export class RowEffects {
  private readonly byText = new Map<string, Map<string, Candidate[]>>();
  private readonly others: Candidate[] = [];
  private readonly inOrder: readonly (Candidate | null)[];

  constructor(private readonly effects: readonly Effect[]) {
    this.inOrder = effects.map((effect, place) => (effect.kind === 'add' ? null : { place, effect }));
    for (const candidate of this.inOrder) if (candidate !== null) this.index(candidate);
  }

  /** The rows as they will be; the same list where nothing changes. */
  apply(rows: readonly Row[]): readonly Row[] {
    const result: Row[] = [];
    let changed = false;
    const take = (row: Row, next: Row | null): void => {
      if (next !== row) changed = true;
      if (next !== null) result.push(next);
    };
    for (const row of rows) take(row, this.changed(row, this.candidatesFor(row)));
    this.effects.forEach((effect, place) => {
      if (effect.kind !== 'add') return;
      changed = true;
      const next = this.changed(effect.row, this.after(place));
      if (next !== null) result.push(next);
    });
    return changed ? result : rows;
  }

  /** A row after the effects, or null where one takes it away. */
  private changed(row: Row, candidates: readonly Candidate[]): Row | null {
    for (const { place, effect } of candidates) {
      if (!matchesAll(row, effect.where)) continue;
      if (effect.kind === 'remove') return null;
      // A changed row may be meant by effects that did not mean it before.
      return this.changed({ ...row, ...effect.values }, this.after(place));
    }
    return row;
  }

  private after(place: number): readonly Candidate[] {
    return this.inOrder.slice(place + 1).filter((candidate) => candidate !== null);
  }

  private candidatesFor(row: Row): readonly Candidate[] {
    let found: readonly Candidate[] = this.others;
    for (const [property, byText] of this.byText) {
      const value = row[property];
      const list = Array.isArray(value) ? [...byText.values()].flat() : byText.get(textOf(value));
      if (list === undefined || list.length === 0) continue;
      found = found.length === 0 ? list : [...found, ...list];
    }
    return found.length < 2 ? found : [...found].sort((left, right) => left.place - right.place);
  }

  private index(candidate: Candidate): void {
    const wanted = Object.entries(candidate.effect.where).find(([name, match]) => typeof match === 'string' && !name.includes('.'));
    if (wanted === undefined) {
      this.others.push(candidate);
      return;
    }
    const [property, text] = wanted as [string, string];
    const byText = this.byText.get(property) ?? new Map<string, Candidate[]>();
    this.byText.set(property, byText);
    const list = byText.get(textOf(text));
    if (list) list.push(candidate);
    else byText.set(textOf(text), [candidate]);
  }
}
