import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { appIds, appReach, assigneeOf, hasStrayGrant, hasUnplacedGrant } from './reach-oracle/apps';
import { mailboxId, openDirectory } from './reach-oracle/directory';
import { peopleReach, unresolvedPeople } from './reach-oracle/people';

/** What the oracle says about a reading: `principal|mailbox|capability` → yes or unknown (absent: no), and where the answer is incomplete. */
export interface OracleAnswer {
  readonly apps: ReadonlyMap<string, 'yes' | 'unknown'>;
  readonly people: ReadonlyMap<string, 'yes' | 'unknown'>;
  /** `apps|entra`, `apps|rbac`, or `people|right|mailbox id`. */
  readonly unresolved: ReadonlySet<string>;
}

/**
 * Who reaches what, decided cell by cell with plain loops, from the rules alone. Slow and literal on purpose: it shares
 * no code and no table with the product, so that one mistake cannot stand in both.
 */
export function askOracle(collection: Collection): OracleAnswer {
  const directory = openDirectory(collection);
  const apps = new Map<string, 'yes' | 'unknown'>();
  const people = new Map<string, 'yes' | 'unknown'>();
  for (const mailbox of directory.mailboxes) {
    for (const appId of appIds(directory)) {
      for (const [capability, verdict] of appReach(directory, appId, mailbox)) {
        if (verdict !== 'no') apps.set(`${appId}|${mailboxId(mailbox)}|${capability}`, verdict);
      }
    }
    for (const [cell, verdict] of peopleReach(directory, mailbox)) {
      const [personId, capability] = cell.split('|');
      if (verdict !== 'no') people.set(`${personId ?? ''}|${mailboxId(mailbox)}|${capability ?? ''}`, verdict);
    }
  }
  const unresolved = new Set([...unresolvedPeople(directory)].map((place) => `people|${place}`));
  const grants = directory.state('graph.appRoleAssignments');
  if (grants !== 'complete' || hasStrayGrant(directory) || hasUnplacedGrant(directory)) unresolved.add('apps|entra');
  const assignments = directory.state('exchange.managementRoleAssignments');
  if (assignments !== 'complete' && directory.state('exchange.servicePrincipals') !== 'complete') unresolved.add('apps|rbac');
  const orphaned = (collection.exchange.managementRoleAssignments ?? []).some(
    (assignment) => assignment.Enabled !== false && assigneeOf(directory, assignment) === null,
  );
  if (orphaned) unresolved.add('apps|rbac');
  return { apps, people, unresolved };
}
