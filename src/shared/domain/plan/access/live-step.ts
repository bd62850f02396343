import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { bitOf } from '../../reach/capability';
import { GRAPH_APP_ID } from '../../reach/permissions/resources';
import type { EntraGrant } from '../../reach/reach-model';
import { shown } from '../display-text';
import { LIVE_CALLS, type LiveOperation } from '../live-verdict';
import type { PlanStep } from '../plan.schema';
import type { Answers, Question } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { stepOf, UNDO_NOTHING } from '../steps';
import { booleanAnswer, type PlanApp } from '../subjects';
import { literal } from '../template';

/** Roles that give what several permissions of Microsoft Graph do. https://learn.microsoft.com/exchange/permissions-exo/application-rbac#supported-application-roles */
const COMPOSITE_ROLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['application mail full access', ['Mail.ReadWrite', 'Mail.Send']],
  [
    'application exchange full access',
    ['Mail.ReadWrite', 'Mail.Send', 'MailboxSettings.ReadWrite', 'Calendars.ReadWrite', 'Contacts.ReadWrite'],
  ],
]);

/** The permissions of Microsoft Graph that roles stand for, as far as a live test asks: EWS and the protocols are not called by Graph. */
export function permissionsOfRoles(roles: readonly string[]): readonly string[] {
  return roles.flatMap((role) => COMPOSITE_ROLES.get(keyOf(role)) ?? [role.replace(/^Application /i, '')]);
}

/** The permissions of Microsoft Graph among grants that policies govern. */
export function governedPermissions(grants: readonly EntraGrant[]): readonly string[] {
  return grants
    .filter((grant) => grant.governedByPolicies && grant.doubt === null && grant.resourceAppId === GRAPH_APP_ID)
    .map((grant) => grant.permission);
}

/** Whether there is a live test, and whether it may send. */
export function liveTestQuestions(): readonly Question[] {
  return [
    {
      id: 'liveTest',
      label: 'Test with the app’s own credential',
      help: 'The step can be skipped where you do not have it.',
      type: 'boolean',
      required: false,
      default: true,
    },
    {
      id: 'sendTest',
      label: 'Also send a test message',
      help: 'From each tested mailbox to itself. Without it, sending is not tried.',
      type: 'boolean',
      required: false,
      default: false,
      when: { liveTest: 'true' },
    },
  ];
}

/** What a live test tries, by permissions of Microsoft Graph: only what changes nothing, and sending where that was asked for. */
export function liveOperations(permissions: readonly string[], sends: boolean): readonly LiveOperation[] {
  const tried: readonly LiveOperation[] = ['mail.read', 'calendar.read', 'contacts.read', 'settings.read'];
  const reading = permissions.filter((permission) => !/^Mail\.Send$/i.test(permission));
  return [
    ...tried.filter((operation) => reading.some((permission) => LIVE_CALLS[operation].permissions.test(permission))),
    ...(sends && reading.length < permissions.length ? (['mail.send'] as const) : []),
  ];
}

const SIDES = { both: 'inside and outside', inside: 'inside', outside: 'outside' } as const;

/** What an app still holds in Entra when some grants are gone. */
export function grantsBesides({ entry }: Pick<PlanApp, 'entry'>, gone: readonly EntraGrant[]): readonly EntraGrant[] {
  return entry.grants.filter(
    (grant) => !gone.some((other) => other.resourceAppId === grant.resourceAppId && other.permission === grant.permission),
  );
}

/** Whether a permission may let a call through in every mailbox: waiting for a refusal would have no end. */
function mayOpen({ resourceAppId, mask, protocol }: EntraGrant, operation: LiveOperation): boolean {
  return resourceAppId === GRAPH_APP_ID && protocol === null && (mask & bitOf(LIVE_CALLS[operation].capability)) !== 0;
}

/**
 * Real calls with the app's own credential, which may be skipped; null where none is wanted, or nothing can be tried. `staying`: what the
 * app goes on to hold over every mailbox. What that may open is not tried outside, where it would never be refused.
 */
export function liveTestStep(
  app: Pick<PlanApp, 'appId' | 'name'> & { readonly entry: Pick<PlanApp['entry'], 'enabled'> },
  permissions: readonly string[],
  tested: { readonly inside: readonly Mailbox[]; readonly outside: readonly Mailbox[] },
  staying: readonly EntraGrant[],
  answers: Answers,
): PlanStep | null {
  const wanted = liveOperations(permissions, booleanAnswer(answers, 'sendTest', false));
  const closed = wanted.filter((operation) => !staying.some((grant) => mayOpen(grant, operation)));
  const operations = closed.length > 0 ? closed : wanted;
  const mailboxes = closed.length > 0 ? tested : { inside: tested.inside, outside: [] };
  // A disabled app cannot sign in: nothing can be tried as it.
  if (!booleanAnswer(answers, 'liveTest', true) || operations.length === 0 || app.entry.enabled === false) return null;
  if (mailboxes.inside.length + mailboxes.outside.length === 0) return null;
  return stepOf({
    id: 'live-test',
    title: `Call Microsoft Graph as ${shown(app.name)}, ${SIDES[mailboxes.inside.length === 0 ? 'outside' : mailboxes.outside.length === 0 ? 'inside' : 'both']}`,
    why: 'Only a real call shows what the app can do: neither test cmdlet sees both the grants of Entra and the roles of Exchange Online. Caches can keep the old answer for up to two hours.',
    requires: RIGHTS.none,
    change: null,
    verification: [],
    liveTest: {
      appId: literal(app.appId),
      inside: mailboxes.inside.map((mailbox) => literal(mailbox.id)),
      outside: mailboxes.outside.map((mailbox) => literal(mailbox.id)),
      operations: [...operations],
    },
    undo: UNDO_NOTHING,
    settles: 'scope-changed',
    optional: true,
  });
}
