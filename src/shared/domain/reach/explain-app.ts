import type { Mailbox } from '../collection/mailbox-directory';
import { groupsOf } from '../collection/membership';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import type { ApplicationReachCalculator, Contribution } from './application-reach';
import { mailboxLink, type MaskedPath } from './explained-paths';
import type { MailboxSets } from './mailbox-sets';
import type { ProtocolReach } from './protocol-reach';
import type { AccessPolicy, AppEntry, EntraGrant, PathLink, RoleAssignment, Scope } from './reach-model';

const NOT_CONFIRMED = ' It is not confirmed that an application access policy stops this.';

/** Puts into words and links why an app reaches a mailbox by application permissions. */
export class AppExplainer {
  constructor(
    private readonly reading: Reading,
    private readonly sets: MailboxSets,
    private readonly applications: ApplicationReachCalculator,
    private readonly protocols: ProtocolReach,
  ) {}

  /** The application paths of an app into one mailbox that are *yes* or *unknown*. */
  explain(app: AppEntry, mailbox: Mailbox): readonly MaskedPath[] {
    const paths: MaskedPath[] = [];
    for (const contribution of this.applications.contributionsOf(app)) {
      const verdict = this.sets.verdict(contribution.members, mailbox.index);
      if (verdict === 'no') continue;
      paths.push(this.pathOf(app, contribution, mailbox, verdict));
    }
    return paths;
  }

  private pathOf(app: AppEntry, contribution: Contribution, mailbox: Mailbox, verdict: 'yes' | 'unknown'): MaskedPath {
    const { grant, assignment, mask, gap } = contribution;
    if (grant) {
      if (grant.protocol !== null) return [mask, { ...this.protocolPath(app, grant, mailbox), verdict }];
      return [mask, { ...this.grantPath(app, grant, mailbox, verdict), verdict }];
    }
    if (assignment) return [mask, { ...this.assignmentPath(app, assignment, mailbox, verdict), verdict }];
    const links = [appLink(app), mailboxLink(mailbox)];
    return [mask, { kind: 'rbac', detail: `Not known: ${gap ?? ''}.`, via: [app.appId, mailbox.id], links, verdict }];
  }

  private grantPath(app: AppEntry, grant: EntraGrant, mailbox: Mailbox, verdict: 'yes' | 'unknown') {
    const { links, words } = grant.governedByPolicies ? this.policyPart(app, mailbox, verdict) : { links: [], words: '' };
    const resource = grant.resourceAppId === null ? 'an unknown resource' : resourceName(this.reading, grant.resourceAppId);
    const doubt = grant.doubt === null ? '' : ` Not certain: ${grant.doubt}.`;
    const unconfirmed = grant.policyNotConfirmed && app.policies.length > 0 ? NOT_CONFIRMED : '';
    return path(
      'entra',
      `${grant.permission} on ${resource} is granted${words === '' ? ' for every mailbox' : `; ${words}`}.${doubt}${unconfirmed}`,
      [appLink(app), grantLink(grant), ...links, mailboxLink(mailbox)],
    );
  }

  private policyPart(
    app: AppEntry,
    mailbox: Mailbox,
    verdict: 'yes' | 'unknown',
  ): { readonly links: readonly PathLink[]; readonly words: string } {
    const gap = this.reading.gap('exchange.applicationAccessPolicies');
    if (verdict === 'unknown' && gap !== null)
      return { links: [], words: `whether an application access policy confines it is not known: ${gap}` };
    const holds = (policy: AccessPolicy, wanted: 'yes' | 'unknown'): boolean =>
      this.sets.verdict(policy.scope.members, mailbox.index) === wanted;
    if (verdict === 'yes') {
      const policy = app.policies.find((item) => item.right === 'restrict' && holds(item, 'yes'));
      if (!policy)
        return {
          links: [],
          words:
            app.policies.length > 0
              ? 'no application access policy keeps it from this mailbox'
              : 'no application access policy confines it',
        };
      const links = [policyLink(policy), ...this.scopeLinks(policy.scope, mailbox, true)];
      return {
        links,
        words: `the application access policy for "${policy.scope.name}" allows this mailbox${this.through(policy.scope, mailbox)}`,
      };
    }
    const doubtful = app.policies.filter((item) => item.right === 'unknown' || holds(item, 'unknown'));
    const reasons = doubtful.map(
      (item) =>
        `"${item.scope.name}": ${item.right === 'unknown' ? 'its access right is not a word' : (item.scope.reason ?? 'membership is not known')}`,
    );
    return {
      links: doubtful.map(policyLink),
      words: `whether an application access policy allows this mailbox is not known (${reasons.join('; ')})`,
    };
  }

  private assignmentPath(app: AppEntry, assignment: RoleAssignment, mailbox: Mailbox, verdict: 'yes' | 'unknown') {
    const { scope } = assignment;
    const link: PathLink = {
      kind: 'assignment',
      id: assignment.item.Identity || assignment.item.Name || assignment.role,
      label: assignment.role,
    };
    const reasons = [
      assignment.doubt,
      verdict === 'unknown' && this.sets.verdict(scope.members, mailbox.index) !== 'yes' ? scope.reason : null,
    ].filter(Boolean);
    const doubt = reasons.length > 0 ? ` Not certain: ${reasons.join('; ')}.` : '';
    return path('rbac', `The role ${assignment.role} is assigned ${scopeWords(scope)}.${doubt}`, [
      appLink(app),
      link,
      ...this.scopeLinks(scope, mailbox, false),
      mailboxLink(mailbox),
    ]);
  }

  private protocolPath(app: AppEntry, grant: EntraGrant, mailbox: Mailbox) {
    const sends = grant.protocol === 'smtp';
    const fullAccess = this.protocols.entriesOf(app, 'fullAccess', mailbox.index).find((entry) => !entry.deny);
    const sendAs = sends ? this.protocols.entriesOf(app, 'sendAs', mailbox.index).find((entry) => !entry.deny) : undefined;
    const entry = sends ? (sendAs ?? fullAccess) : fullAccess;
    const permission = entry?.right === 'sendAs' ? 'Send As' : 'Full Access';
    const gap = this.protocols.gap(sends ? 'sendAs' : 'fullAccess');
    const words = entry
      ? `its service principal has ${permission}${sends && !sendAs ? ' only; whether that is enough for SMTP is not documented' : ''}`
      : `whether its service principal has a permission on the mailbox is not known: ${gap ?? 'the permissions were not read'}`;
    const doubt = grant.doubt === null ? '' : ` Not certain: ${grant.doubt}.`;
    const links: PathLink[] = [appLink(app), grantLink(grant)];
    if (entry) links.push({ kind: 'permission', id: entry.trustee, label: permission });
    return path('mailboxPermission', `${grant.permission} is granted, and ${words}.${doubt}`, [...links, mailboxLink(mailbox)]);
  }

  private scopeLinks(scope: Scope, mailbox: Mailbox, nested: boolean): readonly PathLink[] {
    if (scope.kind === 'everything') return [{ kind: 'scope', id: 'Organization', label: 'Every mailbox' }];
    if (scope.kind === 'group' && scope.id !== null) {
      const chain = nested ? this.reading.membership.expand(scope.id).get(mailbox.id) : undefined;
      return (chain ? groupsOf(chain) : [scope.id]).map((id) => ({
        kind: 'group',
        id,
        label: id === scope.id ? scope.name : (this.reading.principals.byId(id)?.name ?? id),
      }));
    }
    if (scope.kind === 'unit') return [{ kind: 'unit', id: scope.id ?? scope.name, label: scope.name }];
    return scope.kind === 'mailbox' ? [] : [{ kind: 'scope', id: scope.id ?? scope.name, label: scope.name }];
  }

  private through(scope: Scope, mailbox: Mailbox): string {
    if (scope.kind !== 'group' || scope.id === null) return '';
    const chain = groupsOf(this.reading.membership.expand(scope.id).get(mailbox.id) ?? null);
    const nested = chain.slice(1).map((id) => `"${this.reading.principals.byId(id)?.name ?? id}"`);
    return nested.length > 0 ? ` through the nested group ${nested.join(' → ')}` : '';
  }
}

function path(kind: 'entra' | 'rbac' | 'mailboxPermission', detail: string, links: readonly PathLink[]) {
  return { kind, detail, via: links.slice(1).map((link) => link.id), links };
}

function scopeWords(scope: Scope): string {
  switch (scope.kind) {
    case 'everything':
      return 'for every mailbox';
    case 'filter':
      return `over the management scope "${scope.name}" (${scope.filter ?? ''})`;
    case 'group':
      return `over the direct members of the group "${scope.name}"`;
    case 'unit':
      return `over the administrative unit "${scope.name}"`;
    case 'mailbox':
    case 'recipient':
    case 'unresolved':
      return `over "${scope.name}"`;
  }
}

function resourceName(reading: Reading, appId: string): string {
  const resource = reading.collection.graph.resources?.find((item) => keyOf(item.appId) === appId);
  return resource?.displayName || reading.servicePrincipalsByApp.get(appId)?.displayName || appId;
}

function appLink(app: AppEntry): PathLink {
  return { kind: 'app', id: app.appId, label: app.name };
}

function grantLink(grant: EntraGrant): PathLink {
  return { kind: 'grant', id: grant.item.id || grant.item.appRoleId, label: grant.permission };
}

function policyLink(policy: AccessPolicy): PathLink {
  return { kind: 'policy', id: policy.identity, label: policy.right === 'deny' ? 'Deny policy' : 'Restrict policy' };
}
