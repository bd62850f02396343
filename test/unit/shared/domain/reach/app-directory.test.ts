import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  application,
  collection,
  delegatedGrant,
  exchangeGrant,
  EXCHANGE_ROLE_IDS,
  graphGrant,
  GRAPH_ROLE_IDS,
  guid,
  mailbox,
  pointer,
  RESOURCES,
  roleAssignment,
  roleGrant,
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

const granted = (...grants: ReturnType<typeof graphGrant>[]): Asked =>
  tenant({ graph: { servicePrincipals: [app, other], appRoleAssignments: grants } });

describe('a permission is keyed by resource app id and app role id', () => {
  it('Mail.Read has one GUID on both resources: on Exchange Online it is the retired Outlook REST role', () => {
    expect(GRAPH_ROLE_IDS['Mail.Read']).toBe(EXCHANGE_ROLE_IDS['Mail.Read']);
    expect(held(granted(graphGrant(app, 'Mail.Read')))).toEqual({ yes: ['mail.readBasic', 'mail.read'] });
    expect(held(granted(exchangeGrant(app, 'Mail.Read')))).toEqual({});
  });

  it('retired roles give nothing, and the grant is kept for the findings', () => {
    const asked = granted(exchangeGrant(app, 'Calendars.ReadWrite.All'));
    expect(held(asked)).toEqual({});
    expect(asked.engine.app(app.appId)?.grants).toMatchObject([{ retired: true, mask: 0 }]);
  });

  it('both GUIDs of a role count', () => {
    for (const role of ['IMAP.AccessAsApp', 'IMAP.AccessAsApp (2)', 'POP.AccessAsApp (2)', 'SMTP.SendAsApp (2)'] as const) {
      expect(granted(exchangeGrant(app, role)).engine.app(app.appId)?.grants[0]?.protocol).not.toBeNull();
    }
  });

  it('ids compare without case', () => {
    const grant = graphGrant(app, 'Mail.Read');
    const shouted = {
      ...grant,
      principalId: grant.principalId.toUpperCase(),
      resourceId: grant.resourceId.toUpperCase(),
      appRoleId: grant.appRoleId.toUpperCase(),
    };
    expect(held(granted(shouted))).toEqual({ yes: ['mail.readBasic', 'mail.read'] });
  });

  it('Exchange.ManageAsApp gives nothing by itself', () => {
    expect(held(granted(exchangeGrant(app, 'Exchange.ManageAsApp')))).toEqual({});
  });

  it('a role of a resource that has nothing to do with mailboxes gives nothing, whatever its id', () => {
    expect(held(granted(roleGrant(app, other.id, GRAPH_ROLE_IDS['Mail.Read'])))).toEqual({});
  });

  it('a role granted to a user or group is no app permission', () => {
    expect(held(granted({ ...graphGrant(app, 'Mail.Read'), principalType: 'User' }))).toEqual({});
  });
});

describe("ids that the table lacks are read by the reading's own appRoles", () => {
  const withRole = (value: string | null): Asked => {
    const id = guid('new role');
    const resources = RESOURCES.map((resource) => ({ ...resource, appRoles: [{ id: id.toUpperCase(), value }] }));
    return tenant({ graph: { servicePrincipals: [app], resources, appRoleAssignments: [roleGrant(app, guid('resource graph'), id)] } });
  };
  const ALL_OF_FAMILY: readonly (readonly [value: string, possible: readonly Capability[]])[] = [
    ['Mail.Teleport.All', ['mail.readBasic', 'mail.read', 'mail.write', 'mail.send']],
    ['Mail-Advanced.Teleport', ['mail.readBasic', 'mail.read', 'mail.write', 'mail.send']],
    ['Calendars.Teleport', ['calendar.readBasic', 'calendar.read', 'calendar.write']],
    ['Contacts.Teleport', ['contacts.read', 'contacts.write']],
    ['MailboxSettings.Teleport', ['settings.read', 'settings.write']],
    ['MailboxFolder.Teleport', ['folders.read', 'folders.write']],
  ];
  it.each(ALL_OF_FAMILY)('%s is unknown for the capabilities of its family', (value, possible) => {
    expect(held(withRole(value))).toEqual({ unknown: possible });
  });

  it('another family gives nothing', () => {
    expect(held(withRole('Sites.Teleport'))).toEqual({});
  });

  it('a known name under a new id has its known meaning', () => {
    expect(held(withRole('Mail.Read'))).toEqual({ yes: ['mail.readBasic', 'mail.read'] });
  });
});

describe('a grant on a resource that the reading does not hold is unknown for the capabilities its id could have', () => {
  const gone = guid('resource gone');
  it('an id of Graph', () => {
    expect(held(granted(roleGrant(app, gone, GRAPH_ROLE_IDS['Mail.Send'])))).toEqual({ unknown: ['mail.send'] });
  });

  it('an id of nothing known', () => {
    expect(held(granted(roleGrant(app, gone, guid('role of nothing'))))).toEqual({});
  });

  it('an id of nothing known, where the resources were not read, leaves an unresolved entry', () => {
    const parts: CollectionParts = {
      graph: { servicePrincipals: [app], appRoleAssignments: [roleGrant(app, gone, guid('new role'))] },
      without: ['graph.resources'],
    };
    expect(tenant(parts).unresolved).toMatchObject([{ mailboxes: 'all', principals: 'apps', right: 'entra', trustee: null }]);
    expect(tenant({ ...parts, without: [] }).unresolved).toEqual([]);
  });

  it('the resource may stand among the service principals instead', () => {
    const graph = servicePrincipal('Microsoft Graph', { id: guid('resource graph'), appId: RESOURCES[0]?.appId ?? '' });
    const asked = tenant({
      graph: { servicePrincipals: [app, graph], appRoleAssignments: [graphGrant(app, 'Mail.Send')] },
      without: ['graph.resources'],
    });
    expect(held(asked)).toEqual({ yes: ['mail.send'] });
  });
});

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
