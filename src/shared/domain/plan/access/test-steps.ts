import type { Mailbox } from '../../collection/mailbox-directory';
import { shown } from '../display-text';
import { exchangeLook } from '../look';
import { noRoleLetsIn, policiesSay, roleIsTestedOutside, roleLetsIn } from '../looks';
import type { PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { stepOf, UNDO_NOTHING } from '../steps';
import type { PlanApp } from '../subjects';
import { literal } from '../template';

/** A test of mailboxes by a cmdlet. */
export interface TestParts {
  readonly id: string;
  readonly why: string;
  readonly mailboxes: readonly Mailbox[];
  readonly group: string | null;
}

/** "3 mailboxes", or the address of the only one. */
function which(mailboxes: readonly Mailbox[]): string {
  const [only] = mailboxes;
  return mailboxes.length === 1 && only ? shown(only.address) : `${mailboxes.length} mailboxes`;
}

/** The roles of an app reach every one of the mailboxes. https://learn.microsoft.com/powershell/module/exchange/test-serviceprincipalauthorization */
export function testInsideStep(app: PlanApp, roles: readonly string[], parts: TestParts): PlanStep {
  return stepOf({
    id: parts.id,
    title: `Test that the roles reach ${which(parts.mailboxes)}`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.exchangeRoles,
    change: null,
    verification: parts.mailboxes.flatMap((mailbox) => roles.map((role) => roleLetsIn(app.objectId, mailbox, role))),
    undo: UNDO_NOTHING,
    settles: 'new-object-in-exchange',
  });
}

/** The roles of an app reach none of the mailboxes; that a role was tested proves that the mailbox is there. */
export function testOutsideStep(app: PlanApp, roles: readonly string[], parts: TestParts): PlanStep {
  const [first] = roles;
  return stepOf({
    id: parts.id,
    title: `Test that the roles do not reach ${which(parts.mailboxes)}`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.exchangeRoles,
    change: null,
    verification: parts.mailboxes.flatMap((mailbox) => [
      ...(first === undefined ? [] : [roleIsTestedOutside(app.objectId, mailbox, first)]),
      noRoleLetsIn(app.objectId, mailbox, roles),
    ]),
    undo: UNDO_NOTHING,
    settles: 'new-object-in-exchange',
  });
}

/**
 * Exchange Online holds nobody in a filter but those who are meant: one request for the whole organization, where testing each mailbox
 * would take hours. Mailboxes of which the reading could not tell may be in it.
 */
export function nobodyElseStep(parts: {
  readonly id: string;
  /** A template. */
  readonly filter: string;
  readonly inside: readonly Mailbox[];
  readonly uncertain: readonly Mailbox[];
  readonly label: string;
}): PlanStep {
  const known = [...parts.inside, ...parts.uncertain].flatMap((mailbox) => mailbox.item.ExternalDirectoryObjectId ?? []);
  return stepOf({
    id: parts.id,
    title: 'Check that the scope holds no other mailbox',
    why: 'Exchange Online is asked for every mailbox that the filter of the scope matches.',
    group: 'Test',
    requires: RIGHTS.recipients,
    change: null,
    verification: [
      exchangeLook(
        'Get-EXOMailbox',
        { Filter: parts.filter, ResultSize: 'Unlimited' },
        {
          where: known.length === 0 ? {} : { ExternalDirectoryObjectId: { noneOf: known.map(literal) } },
          expect: 'none',
          says: `No other mailbox is in ${parts.label}.`,
        },
      ),
    ],
    undo: UNDO_NOTHING,
    settles: 'new-object-in-exchange',
  });
}

/** The application access policies of an app let it into some mailboxes, or keep it out of them. */
export function testPolicyStep(appId: string, result: 'Granted' | 'Denied', parts: TestParts): PlanStep {
  return stepOf({
    id: parts.id,
    title: `Test that the policies ${result === 'Granted' ? 'let the app into' : 'keep the app out of'} ${which(parts.mailboxes)}`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.accessPolicies,
    change: null,
    verification: parts.mailboxes.map((mailbox) => policiesSay(appId, mailbox, result)),
    undo: UNDO_NOTHING,
    settles: 'scope-changed',
  });
}
