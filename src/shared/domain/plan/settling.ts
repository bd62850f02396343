import type { SETTLINGS } from './plan.schema';

/** What takes time in Microsoft 365. */
export type Settling = (typeof SETTLINGS)[number];

/** How long a change takes to show, and how it looks until then. */
export interface SettlingFacts {
  readonly label: string;
  /** How it looks until then, as a sentence; empty where nothing is waited for. */
  readonly untilThen: string;
  /** Milliseconds between two looks at first; it grows up to `slowest`. */
  readonly first: number;
  readonly slowest: number;
  /** After so many milliseconds it should have shown. Waiting goes on, and the screen says that it takes unusually long. */
  readonly usual: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Delays of Microsoft 365, by what was changed. https://learn.microsoft.com/exchange/permissions-exo/application-rbac ·
 * https://learn.microsoft.com/graph/auth-limit-mailbox-access · https://learn.microsoft.com/entra/identity-platform/access-tokens
 */
export const SETTLING_FACTS: Readonly<Record<Settling, SettlingFacts>> = {
  'at-once': { label: 'at once', untilThen: '', first: SECOND, slowest: 5 * SECOND, usual: 30 * SECOND },
  'grant-removed': {
    label: 'Entra takes over the change of a permission',
    untilThen: 'It is listed as before. A token that was issued before keeps the permission until it ends, for up to 90 minutes.',
    first: 5 * SECOND,
    slowest: MINUTE,
    usual: 10 * MINUTE,
  },
  'scope-changed': {
    label: 'Exchange Online takes over the change',
    untilThen: 'Real calls still see the old scope; the test cmdlet sees the new one.',
    first: 5 * SECOND,
    slowest: 5 * MINUTE,
    usual: 2 * HOUR,
  },
  'new-credential': {
    label: 'Entra takes over the new credential',
    untilThen: 'Signing in with it is refused (AADSTS7000215 or AADSTS700027).',
    first: 2 * SECOND,
    slowest: 30 * SECOND,
    usual: 10 * MINUTE,
  },
  'sign-in-report': {
    label: 'the report of sign-ins by credential catches up',
    untilThen: 'The new credential has no sign-in in it yet.',
    first: MINUTE,
    slowest: 15 * MINUTE,
    usual: 24 * HOUR,
  },
  'directory-changed': {
    label: 'Entra takes over the change',
    untilThen: 'It is still shown as it was.',
    first: 2 * SECOND,
    slowest: 30 * SECOND,
    usual: 10 * MINUTE,
  },
  'new-object': {
    label: 'Entra takes over the new object',
    untilThen: 'It is not found everywhere yet (404).',
    first: 2 * SECOND,
    slowest: 30 * SECOND,
    usual: 10 * MINUTE,
  },
  'new-object-in-exchange': {
    label: 'Exchange Online takes over the new object',
    untilThen: 'Exchange Online says that it couldn’t be found.',
    first: 5 * SECOND,
    slowest: MINUTE,
    usual: 30 * MINUTE,
  },
  'dynamic-membership': {
    label: 'the dynamic membership is computed anew',
    untilThen: 'Members are those of before.',
    first: MINUTE,
    slowest: 15 * MINUTE,
    usual: 24 * HOUR,
  },
  'new-mailbox': {
    label: 'the mailbox is made',
    untilThen: 'Graph answers MailboxNotEnabledForRESTAPI.',
    first: 30 * SECOND,
    slowest: 10 * MINUTE,
    usual: 4 * HOUR,
  },
  'delegate-rights': {
    label: 'the right takes effect',
    untilThen: 'Outlook does not show it yet.',
    first: 5 * SECOND,
    slowest: 5 * MINUTE,
    usual: HOUR,
  },
};
