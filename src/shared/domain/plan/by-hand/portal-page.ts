import type { PortalLinks } from '../../readiness/portal-links';
import type { Change, PlanSubject } from '../plan.schema';

/** Where something is done by hand; null where no portal has it. */
export interface PortalPage {
  readonly title: string;
  readonly address: string;
}

type GraphChange = Extract<Change, { api: 'graph' }>;

const GUID = '[0-9a-fA-F-]{36}';

/** The page of a portal on which a person makes a change. */
export function portalPageOf(change: Change, subject: PlanSubject, links: PortalLinks): PortalPage | null {
  switch (change.api) {
    case 'person':
      return null;
    case 'exchange':
      return exchangePage(change.cmdlet, links);
    case 'graph':
      return graphPage(change, subject.kind === 'app' ? subject.id : '', links);
  }
}

/** What the Exchange admin center has; everything about apps is for PowerShell alone. */
function exchangePage(cmdlet: string, links: PortalLinks): PortalPage | null {
  const noun = cmdlet.slice(cmdlet.indexOf('-') + 1);
  if (['MailboxPermission', 'RecipientPermission', 'Mailbox', 'CASMailbox'].includes(noun)) {
    return { title: 'Exchange admin center: Mailboxes', address: links.exchangeMailboxes };
  }
  if (['DistributionGroup', 'DistributionGroupMember'].includes(noun)) {
    return { title: 'Exchange admin center: Groups', address: links.exchangeGroups };
  }
  return null;
}

function graphPage({ path }: GraphChange, subjectId: string, links: PortalLinks): PortalPage | null {
  const id = (kind: string): string | null => new RegExp(`^/(?:v1\\.0|beta)/${kind}/(${GUID})(?=$|[/?])`).exec(path)?.[1] ?? null;
  const appId =
    new RegExp(`^/(?:v1\\.0|beta)/applications\\(appId='(${GUID})'\\)`).exec(path)?.[1] ??
    (new RegExp(`^${GUID}$`).test(subjectId) ? subjectId : null);
  const principal = id('servicePrincipals');
  if (/\/(appRoleAssignments|appRoleAssignedTo|oauth2PermissionGrants)(?=$|[/?])/.test(path)) {
    if (principal === null) return { title: 'Entra admin center: Enterprise applications', address: links.enterpriseApplications };
    return {
      title: 'Entra admin center: the enterprise application, Permissions',
      address: links.enterpriseApplication(principal, 'Permissions'),
    };
  }
  if (principal !== null) {
    const page = path.includes('/owners') ? 'Owners' : 'Properties';
    return { title: `Entra admin center: the enterprise application, ${page}`, address: links.enterpriseApplication(principal, page) };
  }
  if (/^\/(?:v1\.0|beta)\/applications/.test(path) && appId !== null) {
    const page = registrationPage(path);
    return { title: `Entra admin center: the app registration, ${PAGE_TITLES[page]}`, address: links.registration(appId, page) };
  }
  const user = id('users');
  if (user !== null) return { title: 'Entra admin center: the user', address: links.user(user) };
  const group = id('groups');
  if (group !== null) return { title: 'Entra admin center: the group, Members', address: links.groupMembers(group) };
  return null;
}

const PAGE_TITLES = { Credentials: 'Certificates & secrets', Owners: 'Owners', Authentication: 'Authentication' } as const;

function registrationPage(path: string): keyof typeof PAGE_TITLES {
  if (path.includes('/owners')) return 'Owners';
  return /Password|Key/.test(path) ? 'Credentials' : 'Authentication';
}
