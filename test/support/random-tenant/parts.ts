import type { ExchangeItem, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import { DOMAIN, guid, mailbox } from '../collection-builder';
import type { Random } from '../random';

type Mailbox = ExchangeItem<'mailboxes'>;

/** What a random tenant is made of, before anybody is granted anything. */
export interface Parts {
  readonly random: Random;
  readonly mailboxes: Mailbox[];
  readonly users: GraphItem<'users'>[];
  readonly recipients: ExchangeItem<'recipients'>[];
  readonly groupNames: readonly string[];
  readonly graphGroups: GraphItem<'groups'>[];
  readonly exchangeGroups: ExchangeItem<'groups'>[];
  readonly apps: GraphItem<'servicePrincipals'>[];
  readonly pointers: ExchangeItem<'servicePrincipals'>[];
}

/** Turns letters of an id to upper case at random: sources do not agree on case. */
export function anyCase(random: Random, id: string): string {
  return random.chance(0.3) ? [...id].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join('') : id;
}

/** Mailboxes of both kinds, some of them without an account, some with one name, with what filters ask about. */
export function makeMailboxes(random: Random, count: number): Mailbox[] {
  const withCustom = random.chance(0.7);
  return Array.from({ length: count }, (_, index) => {
    const name = `M${index}`;
    const extra = random.chance(0.15) ? [`smtp:sales.alias@${DOMAIN}`] : [];
    return mailbox(name, {
      ExternalDirectoryObjectId: random.chance(0.08) ? '' : anyCase(random, guid(`user ${name}`)),
      DisplayName: random.chance(0.5) ? random.pick(['Alex', 'Support', "O'Neil", 'Sales']) : name,
      RecipientTypeDetails: random.chance(0.4) ? 'SharedMailbox' : 'UserMailbox',
      EmailAddresses: [`SMTP:m${index}@${DOMAIN}`, ...extra],
      ...(random.chance(0.7) ? { Department: random.pick(['Sales', 'sales', 'Legal', '']) } : {}),
      ...(random.chance(0.4) ? { City: random.pick(['Oslo', 'Rome']) } : {}),
      ...(withCustom && random.chance(0.5) ? { CustomAttribute1: random.pick(['CRM', 'crm', 'other']) } : {}),
    });
  });
}
