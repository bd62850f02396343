import type { Measured } from './facts';

/** Something measured, in words. */
export interface DescribedFact {
  readonly id: string;
  readonly label: string;
  readonly state: 'good' | 'attention' | 'missing' | 'unknown';
  readonly value: string;
  readonly detail: string | null;
}

/** State and value of a fact; where it was not measured, just that. */
export function described<Value>(
  fact: Measured<Value>,
  say: (value: Value) => Pick<DescribedFact, 'state' | 'value'>,
): Pick<DescribedFact, 'state' | 'value'> {
  return fact.known ? say(fact.value) : { state: 'unknown', value: 'Not measured' };
}

/** Why a fact was not measured, as a sentence; null where it was. */
export function reasonOf(fact: Measured<unknown>): string | null {
  return fact.known ? null : `${fact.reason.charAt(0).toUpperCase()}${fact.reason.slice(1)}.`;
}
