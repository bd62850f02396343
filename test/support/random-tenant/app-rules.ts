import type { ExchangeItem, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import {
  accessPolicy,
  DOMAIN,
  exchangeGrant,
  EXCHANGE_ROLE_IDS,
  graphGrant,
  GRAPH_ROLE_IDS,
  guid,
  mailboxKey,
  roleAssignment,
  roleGrant,
  TENANT_ID,
} from '../collection-builder';
import type { ExchangePermission, GraphPermission } from '../permission-ids';
import { anyCase } from './parts';
import type { Parts } from './parts';

const GRAPH_PERMISSIONS = Object.keys(GRAPH_ROLE_IDS) as GraphPermission[];
const EXCHANGE_PERMISSIONS = Object.keys(EXCHANGE_ROLE_IDS) as ExchangePermission[];
const COMMON_PERMISSIONS: readonly GraphPermission[] = [
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'Calendars.Read',
  'MailboxItem.Read.All',
];
const PROTOCOL_PERMISSIONS: readonly ExchangePermission[] = [
  'IMAP.AccessAsApp',
  'IMAP.AccessAsApp (2)',
  'POP.AccessAsApp',
  'SMTP.SendAsApp',
  'SMTP.SendAsApp (2)',
  'full_access_as_app',
];

/** Roles of RBAC for Applications as the documents list them, and two that no document knows. */
const RBAC_ROLES = [
  'Application Mail.ReadBasic',
  'Application Mail.Read',
  'Application Mail.ReadWrite',
  'Application Mail.Send',
  'Application MailboxSettings.Read',
  'Application MailboxSettings.ReadWrite',
  'Application Calendars.Read',
  'Application Calendars.ReadWrite',
  'Application Contacts.Read',
  'Application Contacts.ReadWrite',
  'Application MailboxFolder.Read',
  'Application MailboxFolder.ReadWrite',
  'Application MailboxItem.Read',
  'Application MailboxItem.ReadWrite',
  'Application MailboxItem.Export',
  'Application MailboxItem.ImportExport',
  'Application MailboxConfigItem.Read',
  'Application MailboxConfigItem.ReadWrite',
  'Application Mail-Advanced.ReadWrite.All',
  'Application MailTips.ReadBasic.All',
  'Application EWS.AccessAsApp',
  'Application SMTP.SendAsApp',
  'Application Mail Full Access',
  'Application Exchange Full Access',
  'Application Tasks.Read',
  'Application Teleport',
];

/** Application access policies of every kind, with scopes that are found, gone, or named only. */
export function makePolicies(parts: Parts): ExchangeItem<'applicationAccessPolicies'>[] {
  const { random, groupNames, mailboxes, apps, recipients } = parts;
  return Array.from({ length: random.below(6) }, (_, index) => {
    const scope = random.pick([
      ...groupNames.map((name) => ({ id: guid(`group ${name}`), name })),
      ...random.some(mailboxes, 0.3).map((target) => ({ id: mailboxKey(target), name: target.Name ?? '' })),
      ...recipients.slice(0, 1).map((target) => ({ id: target.Guid ?? '', name: target.Name ?? '' })),
      { id: guid('gone'), name: groupNames[0] ?? 'gone' },
    ]);
    const app = random.pick(apps).appId;
    const form = random.next();
    const appIds =
      form < 0.1
        ? '*'
        : form < 0.2
          ? [app.toUpperCase(), random.pick(apps).appId]
          : form < 0.3
            ? `${app}, ${random.pick(apps).appId}`
            : anyCase(random, app);
    const policy = accessPolicy(app, random.pick(['RestrictAccess', 'RestrictAccess', 'DenyAccess']), scope, {
      AppId: appIds,
      ...(random.chance(0.06) ? { AccessRight: random.below(2) } : {}),
      ...(random.chance(0.06) ? { IsValid: false } : {}),
    });
    if (random.chance(0.75)) return { ...policy, Identity: `${TENANT_ID}\\${app}:S-1-5-21-1-2-3-${index};${anyCase(random, scope.id)}` };
    const nameless = { ...policy, Identity: `${TENANT_ID}\\${app}:S-1-5-21-1-2-3-${index}`, ScopeName: scope.name };
    if (random.chance(0.2)) return { ...nameless, ScopeIdentity: null, ScopeIdentityRaw: `S-1-5-21-9-9-9-9;${scope.id}` };
    return { ...nameless, ScopeIdentity: random.pick([scope.id, scope.name, `${scope.name.toLowerCase()}@${DOMAIN}`, null]) };
  });
}

/** RBAC assignments over every kind of scope, to pointers named in every way. */
export function makeAssignments(
  parts: Parts,
  scopes: readonly ExchangeItem<'managementScopes'>[],
): ExchangeItem<'managementRoleAssignments'>[] {
  const { random, pointers, groupNames } = parts;
  return pointers.flatMap((target) =>
    Array.from({ length: random.below(3) }, (_, index) => {
      const scopeName = random.chance(0.9) && scopes.length > 0 ? random.pick(scopes).Name : 'Gone scope';
      const groupName = random.pick([...groupNames, ...groupNames, 'Gone group']);
      const form = random.next();
      const scoped: Partial<ExchangeItem<'managementRoleAssignments'>> =
        form < 0.15
          ? {}
          : form < 0.5
            ? {
                RecipientWriteScope: 'CustomRecipientScope',
                ...(random.chance(0.7) ? { CustomResourceScope: scopeName } : { CustomRecipientWriteScope: scopeName }),
              }
            : form < 0.58
              ? { RecipientWriteScope: 'Organization', CustomResourceScope: scopeName }
              : form < 0.78
                ? {
                    RecipientWriteScope: 'Group',
                    CustomResourceScope: random.pick([groupName, groupName, guid(`group ${groupName}`), scopeName ?? groupName]),
                  }
                : form < 0.93
                  ? {
                      RecipientWriteScope: 'AdministrativeUnit',
                      RecipientAdministrativeUnitScope: random.pick([
                        anyCase(random, guid('unit U0')),
                        guid('unit U1'),
                        'Unit U0',
                        guid('unit gone'),
                        'Same unit',
                      ]),
                    }
                  : { RecipientWriteScope: random.pick(['None', 'Self', 'MyGAL', 'organization', null]) };
      const assignee = random.next();
      return roleAssignment(target, random.pick(RBAC_ROLES), {
        ...(random.chance(0.04) ? { RoleAssigneeType: 'RoleGroup' } : {}),
        Name: `assignment ${index} of ${target.DisplayName ?? ''}`,
        Identity: `assignment ${index} of ${target.DisplayName ?? ''}`,
        RoleAssignee: assignee < 0.5 ? anyCase(random, target.Identity ?? '') : assignee < 0.75 ? target.Guid : null,
        ...(assignee >= 0.9 ? { RoleAssigneeName: null } : {}),
        Enabled: random.chance(0.9) ? random.chance(0.95) : null,
        ...scoped,
      });
    }),
  );
}

/** Application permissions, known and unknown, on resources that are there or not. */
export function makeGrants(parts: Parts): GraphItem<'appRoleAssignments'>[] {
  const { random, apps } = parts;
  return apps.flatMap((app) => [
    ...Array.from({ length: random.below(3) }, () =>
      graphGrant(app, random.chance(0.5) ? random.pick(COMMON_PERMISSIONS) : random.pick(GRAPH_PERMISSIONS)),
    ),
    ...(random.chance(0.4)
      ? [exchangeGrant(app, random.chance(0.7) ? random.pick(PROTOCOL_PERMISSIONS) : random.pick(EXCHANGE_PERMISSIONS))]
      : []),
    ...(random.chance(0.08)
      ? [
          roleGrant(
            app,
            guid('resource graph'),
            guid(random.pick(['role Mail.Teleport.All', 'role Sites.Teleport', 'role Calendars.Teleport'])),
          ),
        ]
      : []),
    ...(random.chance(0.06)
      ? [
          roleGrant(
            app,
            guid('resource gone'),
            random.pick([
              GRAPH_ROLE_IDS['Mail.Read'],
              GRAPH_ROLE_IDS['MailboxItem.Read.All'],
              EXCHANGE_ROLE_IDS['POP.AccessAsApp'],
              guid('role of nothing'),
            ]),
          ),
        ]
      : []),
  ]);
}
