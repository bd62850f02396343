import { formatCount } from './format';

/** What an unresolved entry says. */
export interface UnresolvedEntry {
  readonly principals: 'apps' | 'people';
  readonly right: 'fullAccess' | 'sendAs' | 'sendOnBehalf' | 'rbac' | 'entra';
  readonly trustee: string | null;
  readonly reason: string;
  readonly mailboxes: 'all' | number;
}

const RIGHTS: Readonly<Record<UnresolvedEntry['right'], string>> = {
  fullAccess: 'Full Access',
  sendAs: 'Send As',
  sendOnBehalf: 'Send on Behalf',
  rbac: 'RBAC for Applications',
  entra: 'Application permissions',
};

/** An unresolved entry as one line: right, trustee, mailboxes, reason. */
export function unresolvedText(entry: UnresolvedEntry): string {
  const who = entry.trustee === null ? (entry.principals === 'apps' ? 'some app' : 'somebody') : `“${entry.trustee}”`;
  const where = entry.mailboxes === 'all' ? 'every mailbox' : formatCount(entry.mailboxes, 'mailbox', 'mailboxes');
  return `${RIGHTS[entry.right]} of ${who} on ${where}: ${entry.reason}`;
}
