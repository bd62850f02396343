import { err, ok, type Result } from '../result';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { shown } from './display-text';
import type { PlanProblem } from './questions.schema';
import { because } from './subjects';

/** An account, or a group where a plan takes groups as well, that a plan gives something to. */
export interface PlanAccount {
  readonly id: string;
  readonly name: string;
  readonly kind: 'account' | 'group';
  /** Null where the reading does not say, and for groups. */
  readonly enabled: boolean | null;
}

/** The account with an id, an address, or a name that only one has. */
export function findAccount(reading: Reading, question: string, text: string): Result<PlanAccount, PlanProblem> {
  const found = findTrustee(reading, question, text);
  if (!found.ok || found.value.kind === 'account') return found;
  return err({ question, message: `"${shown(text)}" is a group. Name a person.` });
}

/** The account or group with an id, an address, or a name that only one has. */
export function findTrustee(reading: Reading, question: string, text: string): Result<PlanAccount, PlanProblem> {
  const match = reading.principals.match(text);
  if (match.kind === 'ambiguous') {
    return err({ question, message: `"${shown(text)}" is the name of ${String(match.candidates.length)} principals. Give the address.` });
  }
  if (match.kind === 'principal' && (match.principal.kind === 'account' || match.principal.kind === 'group')) {
    const { id, name, kind } = match.principal;
    return ok({ id, name, kind, enabled: kind === 'account' ? (reading.users.get(keyOf(id))?.accountEnabled ?? null) : null });
  }
  return err({ question, message: `Nobody in the reading has the address "${shown(text)}"${because(reading, 'graph.users')}.` });
}
