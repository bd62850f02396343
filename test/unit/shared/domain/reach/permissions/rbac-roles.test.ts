import { describe, expect, it } from 'vitest';
import { ALL_CAPABILITIES, maskOf, type Capability } from '../../../../../../src/shared/domain/reach/capability';
import {
  APPLICATION_PERMISSIONS,
  EWS_FULL_ACCESS_MASK,
} from '../../../../../../src/shared/domain/reach/permissions/application-permissions';
import { maskOfRbacRole, RBAC_ROLE_NAMES } from '../../../../../../src/shared/domain/reach/permissions/rbac-roles';
import { exchangeReference, referenceIsThere, referenceNote } from './reference-facts';

const ROLES: readonly (readonly [role: string, capabilities: readonly Capability[]])[] = [
  ['Application Mail.Read', ['mail.read']],
  ['APPLICATION mail.readwrite', ['mail.write']],
  [' Application Mail.Send ', ['mail.send']],
  ['Application SMTP.SendAsApp', ['mail.send']],
  ['Application MailTips.ReadBasic.All', []],
  ['Application MailboxItem.ImportExport', ['items.export', 'items.import']],
  ['Application Mail Full Access', ['mail.write', 'mail.send']],
  ['Application Exchange Full Access', ['mail.write', 'mail.send', 'calendar.write', 'contacts.write', 'settings.write']],
];

describe('maskOfRbacRole', () => {
  it.each(ROLES)('knows %s', (role, capabilities) => {
    expect(maskOfRbacRole(role)).toEqual({ kind: 'known', mask: maskOf(...capabilities) });
  });

  it('gives the role for Exchange Web Services what the app role gives', () => {
    expect(maskOfRbacRole('Application EWS.AccessAsApp')).toEqual({ kind: 'known', mask: EWS_FULL_ACCESS_MASK });
  });

  it('gives every role that replaces a permission what that permission gives', () => {
    for (const entry of APPLICATION_PERMISSIONS) {
      if (entry.replacedBy !== null) expect(maskOfRbacRole(entry.replacedBy)).toEqual({ kind: 'known', mask: entry.mask });
    }
  });

  it.each(['Application Mail.ReadSome', 'application anything', 'Application IMAP.AccessAsApp'])(
    'counts %s, an application role it does not know, as unknown for everything',
    (role) => {
      expect(maskOfRbacRole(role)).toEqual({ kind: 'unknown', mask: ALL_CAPABILITIES });
    },
  );

  it.each(['ApplicationImpersonation', 'Mail Recipients', 'Application', '', 'My Application Mail.Read'])(
    'answers null for %j, which is no application role',
    (role) => {
      expect(maskOfRbacRole(role)).toBeNull();
    },
  );

  it.skipIf(!referenceIsThere)(`knows exactly the roles of the reference${referenceNote}`, () => {
    const theirs = exchangeReference().rbacApplicationRoles.map(({ role }) => role);
    expect([...RBAC_ROLE_NAMES].sort()).toEqual(theirs.sort());
  });
});
