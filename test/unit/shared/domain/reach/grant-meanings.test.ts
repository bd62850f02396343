import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  application,
  collection,
  exchangeGrant,
  EXCHANGE_ROLE_IDS,
  graphGrant,
  GRAPH_ROLE_IDS,
  guid,
  mailbox,
  RESOURCES,
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
