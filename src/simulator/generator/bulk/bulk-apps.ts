import type { ServicePrincipal } from '../../state/directory-types';
import { addApp, type AppPlan, type SecretPlan } from '../build-apps';
import type { BuildContext } from '../build-context';
import { productName } from './bulk-names';
import type { BulkPeople } from './bulk-people';
import type { BulkSize } from './bulk-size';

const MAIL_ROLES: readonly (readonly string[])[] = [
  ['Mail.Send'],
  ['Mail.Send'],
  ['Mail.Read'],
  ['Mail.ReadWrite', 'Mail.Send'],
  ['Calendars.ReadWrite'],
  ['Calendars.Read', 'MailboxSettings.Read'],
  ['Contacts.Read'],
  ['Mail.ReadBasic.All'],
  ['MailboxItem.Read.All'],
  ['MailboxFolder.Read.All', 'Mail.Read'],
];
const MAIL_SCOPES: readonly (readonly string[])[] = [
  ['User.Read', 'Mail.Read'],
  ['User.Read', 'Mail.Send', 'offline_access'],
  ['Mail.ReadWrite.Shared', 'Mail.Send.Shared'],
  ['Calendars.ReadWrite', 'offline_access'],
  ['Contacts.Read'],
];
const SIGN_IN = Object.freeze(['openid', 'profile', 'User.Read']);
const DIRECTORY_ROLES = [
  ['User.Read.All'],
  ['Group.Read.All', 'User.Read.All'],
  ['Reports.Read.All'],
  ['Directory.Read.All'],
  ['Sites.Read.All'],
];

/** The apps of a tenant that is made in bulk. */
export interface BulkApps {
  /** Apps whose application permissions on mailboxes policies can govern. */
  readonly governed: readonly ServicePrincipal[];
  /** Apps without a permission in Entra, made to be given roles in Exchange. */
  readonly forRoles: readonly ServicePrincipal[];
  /** Apps that use IMAP, POP or SMTP. */
  readonly byProtocol: readonly ServicePrincipal[];
}

/** Makes so many service principals: apps with mail permissions first, then everything else that a tenant collects over the years. */
export function addBulkApps(context: BuildContext, size: BulkSize, people: BulkPeople): BulkApps {
  const { random, state } = context;
  const governed: ServicePrincipal[] = [];
  const forRoles: ServicePrincipal[] = [];
  const byProtocol: ServicePrincipal[] = [];
  const vendors = Array.from({ length: 400 }, () => random.guid());
  for (let number = 0; number < size.mailApps; number += 1) {
    const roll = random.next();
    const common = { ...ownApp(context, people), ...(random.chance(0.25) ? { organization: random.pick(vendors), secrets: [] } : {}) };
    if (roll < 0.35) governed.push(addApp(context, { ...common, roles: random.pick(MAIL_ROLES) }).principal);
    else if (roll < 0.4) addApp(context, { ...common, exchangeRoles: ['full_access_as_app'] });
    else if (roll < 0.46)
      byProtocol.push(
        addApp(context, { ...common, exchangeRoles: [random.pick(['IMAP.AccessAsApp', 'POP.AccessAsApp']), 'SMTP.SendAsApp'] }).principal,
      );
    else if (roll < 0.7) forRoles.push(addApp(context, common).principal);
    else addApp(context, withConsent(context, common, people));
  }
  const identities = size.managedIdentities;
  for (let number = 0; number < identities; number += 1) {
    addApp(context, {
      name: `id-${productName(random).toLowerCase().replace(' ', '-')}-${number}`,
      managedIdentity: true,
      ...(random.chance(0.05) ? { roles: random.pick(DIRECTORY_ROLES) } : {}),
    });
  }
  while (state.applications.size < size.registrations)
    addApp(context, { ...ownApp(context, people), ...(random.chance(0.3) ? { roles: random.pick(DIRECTORY_ROLES) } : {}) });
  while (state.servicePrincipals.size < size.servicePrincipals) addApp(context, foreignApp(context, vendors));
  return { governed, forRoles, byProtocol };
}

function ownApp({ random }: BuildContext, people: BulkPeople): AppPlan {
  const secrets: SecretPlan[] = [];
  for (let count = random.chance(0.85) ? random.between(1, 2) : 0; count > 0; count -= 1) {
    const from = -random.between(1, 700);
    secrets.push({ from, to: from + random.pick([180, 365, 730, 730, 1500]) });
  }
  const seen = random.chance(0.6) ? { seen: { byApp: random.between(0, 300) } } : {};
  const owners = random.chance(0.7) ? [random.pick(people.everybody)] : [];
  const age = random.between(10, 2400);
  const certificates = random.chance(0.15) ? [{ from: -random.between(1, 600), to: random.between(-60, 700) }] : [];
  return { name: productName(random), secrets, certificates, owners, age, enabled: random.chance(0.96), ...seen };
}

function withConsent({ random }: BuildContext, plan: AppPlan, people: BulkPeople): AppPlan {
  const scopes = random.pick(MAIL_SCOPES);
  if (random.chance(0.5)) return { ...plan, scopes };
  return { ...plan, userScopes: Array.from({ length: random.between(1, 6) }, () => ({ userId: random.pick(people.everybody), scopes })) };
}

function foreignApp({ random }: BuildContext, vendors: readonly string[]): AppPlan {
  return {
    name: productName(random),
    organization: random.pick(vendors),
    enabled: random.chance(0.97),
    ...(random.chance(0.7) ? { verifiedPublisher: 'Verified Publisher' } : {}),
    ...(random.chance(0.6) ? { scopes: SIGN_IN } : {}),
    ...(random.chance(0.3) ? { seen: { byUser: random.between(0, 400) } } : {}),
  };
}
