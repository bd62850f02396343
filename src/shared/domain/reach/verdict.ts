/** A three-valued answer. `unknown` always travels with a reason. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** OR: yes wins, then unknown. */
export function either(left: Verdict, right: Verdict): Verdict {
  if (left === 'yes' || right === 'yes') return 'yes';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'no';
}

/** AND: no wins, then unknown. */
export function both(left: Verdict, right: Verdict): Verdict {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'unknown' || right === 'unknown' ? 'unknown' : 'yes';
}

/** NOT: unknown stays unknown. */
export function not(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown';
  return verdict === 'yes' ? 'no' : 'yes';
}
