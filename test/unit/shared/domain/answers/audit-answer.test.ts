import { describe, expect, it } from 'vitest';
import { buildAudit } from '../../../../../src/shared/domain/answers/audit-answer';
import type { AcceptedFinding, AuditAnswer } from '../../../../../src/shared/domain/answers/answer-shapes';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import {
  accessPolicy,
  application,
  collection,
  delegatedGrant,
  graphGrant,
  guid,
  mailbox,
  pointer,
  roleAssignment,
  servicePrincipal,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';
import { NOW } from '../../../../support/judge';

const anna = mailbox('Anna');
const bert = mailbox('Bert');
const wide = servicePrincipal('Wide');
const scoped = servicePrincipal('Scoped');
const broken = servicePrincipal('Broken');
const users = servicePrincipal('Users');
const idle = servicePrincipal('Idle');
const denied = servicePrincipal('Denied');

const WHOLE: CollectionParts = {
  graph: {
    servicePrincipals: [idle, denied, users, broken, scoped, { ...wide, accountEnabled: false }],
    users: [user('Anna'), user('Bert')],
    appRoleAssignments: [wide, scoped, broken, denied].map((app) => graphGrant(app, 'Mail.Read')),
    oauth2PermissionGrants: [delegatedGrant(users, 'Mail.ReadWrite')],
  },
  exchange: {
    mailboxes: [anna, bert],
    applicationAccessPolicies: [
      accessPolicy(scoped.appId, 'RestrictAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' }),
      accessPolicy(broken.appId, 'RestrictAccess', { id: guid('gone'), name: 'Gone' }),
      accessPolicy(denied.appId, 'DenyAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' }),
      accessPolicy(denied.appId, 'DenyAccess', { id: bert.ExternalDirectoryObjectId ?? '', name: 'Bert' }, { Identity: 'second' }),
    ],
  },
};

function audit(parts: CollectionParts, accepted?: readonly AcceptedFinding[]): AuditAnswer {
  const reading = openReading(collection(parts));
  return buildAudit(reading, createReachEngine(reading), accepted ? { now: NOW, accepted } : { now: NOW });
}

describe('an audit', () => {
  const answer = audit(WHOLE);

  it('counts apps by how far they reach', () => {
    expect(answer.summary).toMatchObject({ apps: 5, appsWithReach: 3, tenantWide: 1, scoped: 1, unknown: 1, mailboxes: 2 });
  });

  it('lists the apps that concern mail, the farthest-reaching first', () => {
    expect(answer.apps.map((app) => app.displayName)).toEqual(['Wide', 'Scoped', 'Broken', 'Denied', 'Users']);
  });

  it('tells of each capability held how far it goes, what is implied included', () => {
    const byName = new Map(answer.apps.map((app) => [app.displayName, app.application]));
    expect(byName.get('Wide')).toEqual({
      'mail.read': { reach: 'all', mailboxes: 2, unknownMailboxes: 0 },
      'mail.readBasic': { reach: 'all', mailboxes: 2, unknownMailboxes: 0 },
    });
    expect(byName.get('Scoped')?.['mail.read']).toEqual({ reach: 'some', mailboxes: 1, unknownMailboxes: 0 });
    expect(byName.get('Broken')?.['mail.read']).toEqual({ reach: 'unknown', mailboxes: 0, unknownMailboxes: 2 });
    expect(byName.get('Denied')?.['mail.read']).toEqual({ reach: 'none', mailboxes: 0, unknownMailboxes: 0 });
    expect(byName.get('Users')).toEqual({});
  });

  it('tells of delegated permissions through whom they reach', () => {
    const app = answer.apps.find((item) => item.displayName === 'Users');
    expect(app?.delegated['mail.write']).toEqual({ consent: 'AllPrincipals', users: 2, mailboxes: 2 });
    expect(app?.strongest).toBe('mail.write');
  });

  it('shows a disabled app with its right beside the fact', () => {
    expect(answer.apps[0]).toMatchObject({ enabled: false, servicePrincipalId: wide.id, strongest: 'mail.read' });
  });

  it('hangs findings on their apps and counts them by severity', () => {
    expect(answer.apps[0]?.findings).toEqual(expect.arrayContaining(['tenant-wide-mail', 'ownerless', 'disabled-with-grants']));
    const total = Object.values(answer.summary.findings).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(answer.findings.length);
  });

  it('sorts findings by severity, then id, then name', () => {
    const order = ['critical', 'high', 'medium', 'low', 'info'];
    const keys = answer.findings.map(({ severity, id, subject }) => `${order.indexOf(severity)} ${id} ${subject.name.toLowerCase()}`);
    expect(keys).toEqual([...keys].sort());
    expect(keys.length).toBeGreaterThan(5);
  });

  it('raises each kind once per subject', () => {
    const keys = answer.findings.map(({ id, subject }) => `${id}:${subject.kind}:${subject.id}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('says what every source is', () => {
    expect(answer.coverage['graph.users']).toEqual({ state: 'complete', count: 2 });
    expect(audit({ ...WHOLE, without: ['graph.users'] }).coverage['graph.users']).toMatchObject({ state: 'missing' });
  });
});

describe('an accepted finding', () => {
  const accepted: AcceptedFinding = {
    id: 'tenant-wide-mail',
    subject: { kind: 'app', id: wide.appId.toUpperCase(), name: 'Wide' },
    reason: 'the archive reads everything',
    by: 'Anna',
    at: '2026-11-01T00:00:00Z',
  };

  it('is moved out of the findings, their counts and those of its app', () => {
    const before = audit(WHOLE);
    const after = audit(WHOLE, [accepted]);
    expect(after.accepted).toEqual([accepted]);
    expect(after.findings).toHaveLength(before.findings.length - 1);
    expect(after.summary.findings.high).toBe(before.summary.findings.high - 1);
    expect(after.apps[0]?.findings).not.toContain('tenant-wide-mail');
  });

  it('does not hide the same kind of finding about another subject, and is left out where nothing is found', () => {
    const after = audit(WHOLE, [{ ...accepted, subject: { kind: 'app', id: guid('somebody else'), name: 'Other' } }]);
    expect(after.accepted).toEqual([]);
    expect(after.findings).toEqual(audit(WHOLE).findings);
  });
});

describe('the apps of an audit', () => {
  it('leave out one that has an Exchange pointer only', () => {
    expect(
      audit({ graph: { servicePrincipals: [idle] }, exchange: { mailboxes: [anna], servicePrincipals: [pointer(idle)] } }).apps,
    ).toEqual([]);
  });

  it('hold a pointer without a service principal under its app id', () => {
    const gone = servicePrincipal('Gone');
    const apps = audit({
      exchange: {
        mailboxes: [anna],
        servicePrincipals: [pointer(gone)],
        managementRoleAssignments: [roleAssignment(pointer(gone), 'Application Mail.Read')],
      },
    }).apps;
    expect(apps).toEqual([
      expect.objectContaining({ appId: gone.appId, servicePrincipalId: null, enabled: null, findings: ['exo-pointer-mismatch'] }),
    ]);
  });

  it('hold one that has nothing but a finding', () => {
    const passwordCredentials = [{ keyId: guid('key'), endDateTime: '2026-01-01T00:00:00Z' }];
    const apps = audit({ graph: { servicePrincipals: [idle], applications: [application(idle, { passwordCredentials })] } }).apps;
    expect(apps).toEqual([
      expect.objectContaining({ appId: idle.appId, strongest: null, application: {}, delegated: {}, findings: ['secret-expired'] }),
    ]);
  });

  it('do not hold every app for a policy that is for all of them', () => {
    const policy = accessPolicy('*', 'DenyAccess', { id: anna.ExternalDirectoryObjectId ?? '', name: 'Anna' });
    expect(
      audit({ graph: { servicePrincipals: [idle] }, exchange: { mailboxes: [anna], applicationAccessPolicies: [policy] } }).apps,
    ).toEqual([]);
  });
});
