import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  application,
  collection,
  delegatedGrant,
  graphGrant,
  guid,
  mailbox,
  pointer,
  roleAssignment,
  servicePrincipal,
  type CollectionParts,
} from '../../../../support/collection-builder';
import { CAPABILITIES, type Capability } from '../../../../../src/shared/domain/reach/capability';

const box = mailbox('Alex');
const app = servicePrincipal('Reader');
const other = servicePrincipal('Other');

function tenant(parts: CollectionParts = {}): Asked {
  return ask(
    collection({
      ...parts,
      graph: { servicePrincipals: [app, other], applications: [application(app)], ...parts.graph },
      exchange: { mailboxes: [box], ...parts.exchange },
    }),
  );
}

/** What the app can do, for certain and perhaps. */
function held(asked: Asked, principal = app): Partial<Record<Verdict, readonly Capability[]>> {
  const list = (verdict: Verdict): readonly Capability[] =>
    CAPABILITIES.filter((capability) => asked.app(principal, box, capability) === verdict);
  const [yes, unknown] = [list('yes'), list('unknown')];
  return { ...(yes.length > 0 ? { yes } : {}), ...(unknown.length > 0 ? { unknown } : {}) };
}

describe('a pointer belongs to the service principal whose object id is its ObjectId, else to the one with its AppId', () => {
  const assigned = (target: ReturnType<typeof pointer>): Asked =>
    tenant({
      exchange: {
        mailboxes: [box],
        servicePrincipals: [target],
        managementRoleAssignments: [roleAssignment(target, 'Application Mail.Send')],
      },
    });

  it('by ObjectId', () => {
    expect(held(assigned(pointer(app)))).toEqual({ yes: ['mail.send'] });
  });

  it('by ObjectId in another case', () => {
    expect(held(assigned(pointer(app, { ObjectId: app.id.toUpperCase() })))).toEqual({ yes: ['mail.send'] });
  });

  it('ObjectId counts more than AppId', () => {
    const asked = assigned(pointer(app, { AppId: other.appId }));
    expect([held(asked), held(asked, other)]).toEqual([{ yes: ['mail.send'] }, {}]);
  });

  it("the application's object id in the place of the service principal's: the app of its AppId, and reach by it is unknown", () => {
    const asked = assigned(pointer(app, { ObjectId: application(app).id }));
    expect(held(asked)).toEqual({ unknown: ['mail.send'] });
    expect(asked.engine.pointers).toMatchObject([{ appId: app.appId, mismatch: true }]);
  });

  it('an ObjectId of nothing: reach by it is unknown', () => {
    expect(held(assigned(pointer(app, { ObjectId: guid('deleted') })))).toEqual({ unknown: ['mail.send'] });
  });

  it('no ObjectId', () => {
    expect(held(assigned(pointer(app, { ObjectId: null })))).toEqual({ unknown: ['mail.send'] });
  });

  it('a mismatch is not proven where the service principals were not read', () => {
    const target = pointer(app);
    const asked = tenant({
      exchange: {
        mailboxes: [box],
        servicePrincipals: [target],
        managementRoleAssignments: [roleAssignment(target, 'Application Mail.Send')],
      },
      without: ['graph.servicePrincipals'],
    });
    expect(held(asked)).toEqual({ unknown: ['mail.send'] });
    expect(asked.engine.pointers).toMatchObject([{ mismatch: false }]);
  });

  it('a pointer whose app has no service principal is listed under its app id, enabled null', () => {
    const alone = servicePrincipal('Nowhere');
    const asked = assigned(pointer(alone));
    expect(asked.matrix.apps).toMatchObject([{ appId: alone.appId, name: 'Nowhere', enabled: null }]);
  });
});

describe('an assignment belongs to the pointer named by RoleAssignee, else RoleAssigneeName, else App', () => {
  const mine = pointer(app, { Identity: 'identity of Reader' });
  const theirs = pointer(other, { Identity: 'identity of Other' });
  const owner = (overrides: Parameters<typeof roleAssignment>[2]): string => {
    const assignment = roleAssignment(mine, 'Application Mail.Send', {
      RoleAssignee: null,
      RoleAssigneeName: null,
      App: null,
      ...overrides,
    });
    const asked = tenant({ exchange: { mailboxes: [box], servicePrincipals: [mine, theirs], managementRoleAssignments: [assignment] } });
    if (asked.unresolved.length > 0) return `unresolved ${asked.unresolved.map(({ right }) => right).join()}`;
    return asked.matrix.apps.map(({ name }) => name).join();
  };
  it.each([
    ['RoleAssignee by Identity', { RoleAssignee: 'Identity of READER' }, 'Reader'],
    ['RoleAssignee by Guid', { RoleAssignee: mine.Guid }, 'Reader'],
    ['RoleAssigneeName by object id', { RoleAssigneeName: app.id.toUpperCase() }, 'Reader'],
    ['App by app id', { App: app.appId.toUpperCase() }, 'Reader'],
    ['RoleAssignee comes first', { RoleAssignee: mine.Identity, RoleAssigneeName: other.id, App: other.appId }, 'Reader'],
    ['RoleAssigneeName comes second', { RoleAssignee: 'nothing', RoleAssigneeName: app.id, App: other.appId }, 'Reader'],
    ['nothing names an app', {}, 'unresolved rbac'],
    ['names of nothing', { RoleAssignee: 'a', RoleAssigneeName: 'b' }, 'unresolved rbac'],
  ])('%s', (_, overrides, expected) => {
    expect(owner(overrides)).toBe(expected);
  });

  it('an assignment whose app has no service principal is listed under its app id, enabled null', () => {
    const asked = tenant({
      exchange: {
        mailboxes: [box],
        managementRoleAssignments: [
          roleAssignment(mine, 'Application Mail.Send', { RoleAssignee: 'x', RoleAssigneeName: 'x', App: guid('app Nowhere') }),
        ],
      },
    });
    expect(asked.matrix.apps).toMatchObject([{ appId: guid('app Nowhere'), enabled: null }]);
  });

  it('a role assigned to a user or role group concerns no app', () => {
    const assignment = roleAssignment(mine, 'Application Mail.Send', { RoleAssigneeType: 'RoleGroup' });
    expect(
      tenant({ exchange: { mailboxes: [box], servicePrincipals: [mine], managementRoleAssignments: [assignment] } }).matrix.apps,
    ).toEqual([]);
  });

  it('by the object id of the service principal alone, where pointers were not read', () => {
    const asked = tenant({
      exchange: { mailboxes: [box], managementRoleAssignments: [roleAssignment(mine, 'Application Mail.Send')] },
      without: ['exchange.servicePrincipals'],
    });
    expect(held(asked)).toEqual({ yes: ['mail.send'] });
  });

  it('by the app id alone, where pointers were not read: whether the pointer is sound is not known', () => {
    const assignment = roleAssignment(mine, 'Application Mail.Send', { RoleAssignee: 'x', RoleAssigneeName: 'x' });
    const asked = tenant({
      exchange: { mailboxes: [box], managementRoleAssignments: [assignment] },
      without: ['exchange.servicePrincipals'],
    });
    expect(held(asked)).toEqual({ unknown: ['mail.send'] });
  });
});

describe('roles', () => {
  const role = (
    name: string,
    managementRoles: { Name: string; IsServicePrincipalRole: boolean }[] = [],
  ): Partial<Record<Verdict, readonly Capability[]>> =>
    held(
      tenant({
        exchange: {
          mailboxes: [box],
          servicePrincipals: [pointer(app)],
          managementRoles,
          managementRoleAssignments: [roleAssignment(pointer(app), name)],
        },
      }),
    );

  it('an Application role that the table does not know is unknown for every capability, never ignored', () => {
    expect(role('Application Teleport')).toEqual({ unknown: [...CAPABILITIES] });
  });

  it('a role that is no application role concerns no mailbox content', () => {
    expect(role('View-Only Recipients')).toEqual({});
  });

  it("a role of the organization's own, made for service principals, is unknown", () => {
    expect(role('Our readers', [{ Name: 'our readers', IsServicePrincipalRole: true }])).toEqual({ unknown: [...CAPABILITIES] });
  });

  it('Application SMTP.SendAsApp sends over its scope, without a mailbox permission', () => {
    expect(role('Application SMTP.SendAsApp')).toEqual({ yes: ['mail.send'] });
  });

  it('Application MailTips.ReadBasic.All reaches no mailbox content', () => {
    expect(role('Application MailTips.ReadBasic.All')).toEqual({});
  });
});

describe('who is asked for', () => {
  it('an app that holds nothing can be asked for, an app that no source has cannot', () => {
    const { engine } = tenant();
    expect(engine.app(app.appId.toUpperCase())).toMatchObject({ name: 'Reader', enabled: true, grants: [] });
    expect(engine.app(guid('nothing'))).toBeUndefined();
    expect(engine.app('')).toBeUndefined();
  });

  it('a disabled app keeps its rights: both facts are shown', () => {
    const disabled = servicePrincipal('Reader', { accountEnabled: false });
    const asked = tenant({ graph: { servicePrincipals: [disabled], appRoleAssignments: [graphGrant(disabled, 'Mail.Send')] } });
    expect(asked.matrix.apps).toMatchObject([{ enabled: false, capabilities: { 'mail.send': { yes: 'all' } } }]);
  });

  it('apps with a grant, assignment, pointer, policy or delegated mail grant are listed, by name', () => {
    const names = ['e', 'D', 'c', 'B', 'a', 'nothing'];
    const [grants, assigned, pointed, governed, delegated] = names.map((name) => servicePrincipal(name));
    if (!grants || !assigned || !pointed || !governed || !delegated) throw new Error('five apps');
    const { engine } = ask(
      collection({
        graph: {
          servicePrincipals: names.map((name) => servicePrincipal(name)),
          appRoleAssignments: [graphGrant(grants, 'Mail.Read')],
          oauth2PermissionGrants: [delegatedGrant(delegated, 'Mail.Read'), delegatedGrant(servicePrincipal('nothing'), 'User.Read')],
        },
        exchange: {
          servicePrincipals: [pointer(pointed)],
          managementRoleAssignments: [roleAssignment(pointer(assigned), 'Application Mail.Read')],
          applicationAccessPolicies: [{ AppId: governed.appId, AccessRight: 'RestrictAccess' }],
        },
      }),
    );
    expect(engine.apps.map(({ name }) => name)).toEqual(['a', 'B', 'c', 'D', 'e']);
  });
});
