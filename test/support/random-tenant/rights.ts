import type { Collection, ExchangeItem, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import { DOMAIN, fullAccess, guid, mailboxKey, sendAs, sid } from '../collection-builder';
import { anyCase } from './parts';
import type { Parts } from './parts';

/** Who is in which group, nested and in circles, each membership in one source or in both. */
export function makeMemberships(
  parts: Parts,
): Pick<Collection['graph'], 'groupMembers'> & { readonly exchangeMembers: ExchangeItem<'groupMembers'>[] } {
  const { random, groupNames, users, recipients, apps } = parts;
  const graphMembers: GraphItem<'groupMembers'>[] = [];
  const exchangeMembers: ExchangeItem<'groupMembers'>[] = [];
  const add = (groupName: string, memberId: string, memberType: string, details: string): void => {
    const groupId = anyCase(random, guid(`group ${groupName}`));
    const where = random.below(3);
    if (where !== 1) graphMembers.push({ groupId, memberId: anyCase(random, memberId), memberType });
    if (where !== 0)
      exchangeMembers.push({
        GroupExternalDirectoryObjectId: groupId,
        MemberExternalDirectoryObjectId: memberId,
        MemberRecipientTypeDetails: details,
      });
  };
  for (const name of groupNames) {
    for (const member of random.some(users, 0.25)) add(name, member.id, 'user', 'UserMailbox');
    for (const nested of random.some(groupNames, 0.25)) add(name, guid(`group ${nested}`), 'group', 'MailUniversalSecurityGroup');
    for (const contact of random.some(recipients, 0.15))
      add(
        name,
        contact.ExternalDirectoryObjectId ?? '',
        contact.RecipientTypeDetails === 'MailContact' ? 'orgContact' : 'user',
        contact.RecipientTypeDetails ?? '',
      );
    if (random.chance(0.1)) add(name, random.pick(apps).id, 'servicePrincipal', 'ServicePrincipal');
  }
  return { groupMembers: graphMembers, exchangeMembers };
}

/** Everything that a permission can name somebody by, and some that name nobody. */
export function makeTrustees(parts: Parts): string[] {
  const { random, mailboxes, users, recipients, groupNames, pointers } = parts;
  const people = users.flatMap((account) => [anyCase(random, account.id), account.userPrincipalName ?? '']);
  const names = mailboxes.flatMap((target) => [
    target.DisplayName ?? '',
    target.Name ?? '',
    target.DistinguishedName ?? '',
    mailboxKey(target),
  ]);
  const groups = groupNames.flatMap((name) => [name, `${name.toLowerCase()}@${DOMAIN}`, guid(`group ${name}`)]);
  const outside = recipients
    .flatMap((target) => [target.DisplayName ?? '', target.Sid ?? '', target.Guid ?? ''])
    .filter((name) => name !== '');
  const services = pointers.flatMap((target) => [target.ObjectId ?? '', target.AppId ?? '', target.Guid ?? '', target.DisplayName ?? '']);
  return [
    ...people,
    ...names,
    ...groups,
    ...groups,
    ...outside,
    ...services,
    ...services,
    'NT AUTHORITY\\SELF',
    'EURPR01A001\\Organization Management',
    'EURPR01A001\\Somebody',
    sid('G0'),
    sid('deleted one'),
    sid('deleted two'),
    'Nobody Known',
  ];
}

/** FullAccess and SendAs: allowed and denied, explicit and inherited. */
export function makePermissions(parts: Parts, trustees: readonly string[]) {
  const { random, mailboxes } = parts;
  const mailboxPermissions = mailboxes.flatMap((target) =>
    Array.from({ length: random.below(5) }, () =>
      fullAccess({ ...target, ExternalDirectoryObjectId: anyCase(random, mailboxKey(target)) }, random.pick(trustees), {
        AccessRights: random.pick([['FullAccess'], ['FullAccess', 'ReadPermission'], 'FullAccess, ReadPermission', ['ReadPermission']]),
        IsInherited: random.chance(0.3),
        Deny: random.chance(0.15) ? true : random.pick([false, null]),
      }),
    ),
  );
  const recipientPermissions = mailboxes.flatMap((target) =>
    Array.from({ length: random.below(4) }, () =>
      sendAs(random.chance(0.5) ? target : { ...target, ExternalDirectoryObjectId: target.PrimarySmtpAddress }, random.pick(trustees), {
        AccessControlType: random.chance(0.85) ? 'Allow' : 'Deny',
        IsInherited: random.chance(0.2),
      }),
    ),
  );
  return { mailboxPermissions, recipientPermissions };
}
