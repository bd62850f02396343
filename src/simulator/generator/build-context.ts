import { timeText } from '../state/clock';
import type { TenantState } from '../state/tenant-state';
import type { Random } from './random';

/** What every part of a generator needs: where rows go, where chance comes from, and what time it is. */
export interface BuildContext {
  readonly state: TenantState;
  readonly random: Random;
  /** The domain of addresses. */
  readonly domain: string;
  /** The moment the tenant is made for, in milliseconds. */
  readonly now: number;
  /** The end of every distinguished name. */
  readonly container: string;
  /** The names that recipients have already: Exchange keeps them unique. */
  readonly recipientNames: Set<string>;
}

const DAY = 86_400_000;

/** Begins to build into a state. */
export function createBuildContext(state: TenantState, random: Random): BuildContext {
  const unit = state.initialDomain;
  return {
    state,
    random,
    domain: state.defaultDomain,
    now: state.clock.now(),
    container: `OU=${unit},OU=Microsoft Exchange Hosted Organizations,DC=EURPR04A003,DC=PROD,DC=OUTLOOK,DC=COM`,
    recipientNames: new Set(),
  };
}

/** So many days from the tenant's now (negative: ago), as a time text. */
export function inDays(context: BuildContext, days: number): string {
  return timeText(context.now + Math.round(days * DAY));
}

/** A name for a recipient that nobody else has: Exchange adds digits where one is taken. */
export function uniqueName(context: BuildContext, wanted: string): string {
  const clean = wanted.slice(0, 64);
  let name = clean;
  for (let number = 1; context.recipientNames.has(name.toLowerCase()); number += 1) name = `${clean.slice(0, 58)}${number}`;
  context.recipientNames.add(name.toLowerCase());
  return name;
}

/** The distinguished name of a recipient. */
export function distinguishedName(context: BuildContext, name: string): string {
  return `CN=${name.replace(/([,+"\\<>;=])/g, '\\$1')},${context.container}`;
}

/** A security identifier as the directory makes them. */
export function cloudSid({ random }: BuildContext): string {
  return `S-1-12-1-${random.between(1, 4e9)}-${random.between(1, 4e9)}-${random.between(1, 4e9)}-${random.between(1, 4e9)}`;
}

/** A security identifier as Exchange shows them. */
export function exchangeSid({ random }: BuildContext): string {
  return `S-1-5-21-${random.between(1e9, 4e9)}-${random.between(1e9, 4e9)}-${random.between(1e9, 4e9)}-${random.between(1000, 90_000_000)}`;
}
