import type { Unresolved } from '../../src/shared/domain/answers/answer-shapes';
import type { Collection, ExchangeItem } from '../../src/shared/domain/collection/collection.schema';
import { CAPABILITIES, type Capability } from '../../src/shared/domain/reach/capability';
import { ask, type Asked } from './ask-reading';
import { collection, exchangeGroup, group, mailbox, sharedMailbox, user, type CollectionParts } from './collection-builder';

/** One entry of mailbox permissions. */
export type Permission = ExchangeItem<'mailboxPermissions'>;

/** The mailbox that the tests about people are about. */
export const shared = sharedMailbox('Support');

/** A person with a mailbox. */
export const alex = user('Alex');

/** Another person with a mailbox. */
export const sam = user('Sam');

/** A tenant with a shared mailbox, two people with mailboxes, and what the test adds. */
export function tenant({ graph, exchange, ...rest }: CollectionParts = {}): Collection {
  return collection({
    graph: { users: [alex, sam, user('Support', { accountEnabled: false })], groups: [group('Team'), group('Inner')], ...graph },
    exchange: {
      mailboxes: [shared, mailbox('Alex'), mailbox('Sam')],
      groups: [exchangeGroup('Team'), exchangeGroup('Inner')],
      ...exchange,
    },
    ...rest,
  });
}

/** The answer where the given FullAccess entries are on the shared mailbox. */
export function withEntries(entries: readonly Permission[], parts: CollectionParts = {}): Asked {
  return ask(tenant({ ...parts, exchange: { mailboxPermissions: entries, ...parts.exchange } }));
}

/** What a person can do in the shared mailbox. */
export function capabilities(asked: Asked, person: { readonly id: string }): readonly Capability[] {
  return CAPABILITIES.filter((capability) => asked.person(person, shared, capability) === 'yes');
}

/** What every unresolved entry about that mailbox has. */
export const ON_SHARED: Pick<Unresolved, 'mailboxes' | 'principals'> = {
  mailboxes: [shared.ExternalDirectoryObjectId ?? ''],
  principals: 'people',
};
