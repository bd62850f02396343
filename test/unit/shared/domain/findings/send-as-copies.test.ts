import { describe, expect, it } from 'vitest';
import {
  exchangeGroup,
  mailbox,
  pointer,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  sid,
  user,
} from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const desk = (copies: boolean | null | undefined): ReturnType<typeof sharedMailbox> =>
  sharedMailbox('Desk', { MessageCopyForSentAsEnabled: copies });
const app = servicePrincipal('Sender');

function tenant(
  copies: boolean | null | undefined,
  trustee: string | null = 'anna@contoso.com',
  exchange: object = {},
): FindingCase['parts'] {
  return {
    graph: { servicePrincipals: [app], users: [user('Anna')] },
    exchange: {
      mailboxes: [desk(copies)],
      groups: [exchangeGroup('Team')],
      servicePrincipals: [pointer(app)],
      recipientPermissions: trustee === null ? [] : [sendAs(desk(copies), trustee)],
      transportConfig: {},
      ...exchange,
    },
  };
}

const found = ['info sendas-without-copy Desk'];

const CASES: readonly FindingCase[] = [
  { when: 'somebody sends as it and no copy is kept', parts: tenant(false), finds: found },
  { when: 'a group does', parts: tenant(false, 'Team'), finds: found },
  { when: 'copies are kept', parts: tenant(true), finds: [] },
  { when: 'nobody sends as it', parts: tenant(false, null), finds: [] },
  { when: 'only its own account does', parts: tenant(false, 'NT AUTHORITY\\SELF'), finds: [] },
  { when: 'only an app does', parts: tenant(false, app.id), finds: [] },
  { when: 'only a deleted account does', parts: tenant(false, sid('left')), finds: [] },
  {
    when: 'a Deny entry keeps the sender out',
    parts: tenant(false, 'Anna', {
      recipientPermissions: [sendAs(desk(false), 'Anna'), sendAs(desk(false), 'Anna', { AccessControlType: 'Deny' })],
    }),
    finds: [],
  },
  {
    when: 'the organization keeps no copies and it has no setting',
    parts: tenant(null, 'Anna', { transportConfig: { MessageCopyForSentAsEnabled: false } }),
    finds: found,
  },
  {
    when: 'it is a user mailbox',
    parts: tenant(false, 'Anna', { mailboxes: [mailbox('Desk', { MessageCopyForSentAsEnabled: false })] }),
    finds: [],
  },
];

describe('a shared mailbox that people send as', () => {
  it.each(CASES)('is judged when $when', ({ parts, finds }) => {
    expect(raised(parts, ['sendas-without-copy'])).toEqual(finds);
  });

  it('is told with who sends', () => {
    expect(textOf(theFinding(tenant(false), 'sendas-without-copy'))).toContain('Anna can send as the mailbox.');
  });

  it('cannot be judged without the permissions, or without the setting', () => {
    expect(unjudged({ ...tenant(false), without: ['exchange.recipientPermissions'] }, ['sendas-without-copy'])).toHaveLength(1);
    expect(unjudged(tenant(undefined), ['sendas-without-copy'])).toEqual([
      'sendas-without-copy × 1: MessageCopyForSentAsEnabled of these mailboxes was not read',
    ]);
  });
});
