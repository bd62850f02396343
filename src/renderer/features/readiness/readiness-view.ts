import type { Account } from '../../../shared/ipc/account-shapes';
import type { FeatureReadiness, Readiness, ReadinessFact } from '../../../shared/ipc/readiness-shapes';
import { readinessStrings as strings } from './strings';

type Lack = FeatureReadiness['lacks'][number];

/** The value of the address for "this computer only". */
export const MACHINE = 'machine';

/** Which account is measured: the one that the address names, otherwise the first; null for this computer only. */
export function chooseAccount(named: string | undefined, accounts: readonly Account[]): Account | null {
  if (named === MACHINE) return null;
  return accounts.find(({ id }) => id === named) ?? accounts[0] ?? null;
}

/** Changes when an account may do something else than before, so that what was measured is out of date. */
export function measureKey(account: Account | null): string {
  if (account === null) return 'readiness:machine';
  return ['readiness', account.id, account.state, account.clientId, [...account.scopes].sort().join(' ')].join(':');
}

/** "5 of 8 features are ready." */
export function summaryOf({ features }: Pick<Readiness, 'features'>): string {
  return strings.summary(features.filter(({ state }) => state === 'ready').length, features.length);
}

/** What a remedy offers. */
export type RemedyAction =
  | { readonly kind: 'signIn' }
  | { readonly kind: 'consent'; readonly feature: FeatureReadiness['id'] }
  | { readonly kind: 'link'; readonly address: string }
  | { readonly kind: 'command'; readonly command: string }
  | null;

/** The one thing that can be done about a lack from here; null where the words are all there is. */
export function actionOf({ kind, remedy }: Lack): RemedyAction {
  if (remedy.consent !== null) return kind === 'signIn' ? { kind: 'signIn' } : { kind: 'consent', feature: remedy.consent };
  if (remedy.link !== null) return { kind: 'link', address: remedy.link };
  if (remedy.command !== null) return { kind: 'command', command: remedy.command };
  return null;
}

const ORDER: readonly ReadinessFact['state'][] = ['missing', 'attention', 'unknown'];

/** What a section comes to: the worst of its facts, so that a folded section still says it. */
export function sectionState(facts: readonly Pick<ReadinessFact, 'state'>[]): ReadinessFact['state'] {
  return ORDER.find((state) => facts.some((fact) => fact.state === state)) ?? 'good';
}
