import { describe, expect, it } from 'vitest';
import type { MailboxList } from '../../../../../src/shared/domain/answers/answer-shapes';
import { CAPABILITIES } from '../../../../../src/shared/domain/reach/capability';
import { ask } from '../../../../support/ask-reading';
import { collection, exchangeGroup, fullAccess, group, guid, mailbox, sendAs, sharedMailbox } from '../../../../support/collection-builder';
import { randomTenant } from '../../../../support/random-tenant';

/** `person|mailbox|capability` → verdict, asked mailbox by mailbox. */
function askedOneByOne(seed: number): Map<string, string> {
  const { engine, reading } = ask(randomTenant(seed));
  const cells = new Map<string, string>();
  for (const box of reading.mailboxes.all) {
    for (const person of engine.peopleOf(box)) {
      for (const capability of CAPABILITIES) {
        const explained = person.explanation[capability];
        if (explained && person.id !== box.id) cells.set(`${person.id}|${box.id}|${capability}`, explained.verdict);
      }
    }
  }
  return cells;
}

describe('everybody by person', () => {
  it('says the same as everybody by mailbox', () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const { cells } = ask(randomTenant(seed));
      const byPerson = [...cells()]
        .filter(([cell]) => cell.startsWith('person|'))
        .map(([cell, verdict]) => [cell.slice(7), verdict] as const);
      expect({ seed, cells: new Map(byPerson.sort()) }).toEqual({ seed, cells: new Map([...askedOneByOne(seed)].sort()) });
    }
  });
});

describe('large groups', () => {
  it('50,000 members in 1,000 mailboxes share their lists', () => {
    const mailboxes = Array.from({ length: 1000 }, (_, index) => sharedMailbox(`S${index}`));
    const members = Array.from({ length: 50_000 }, (_, index) => `member ${index}`);
    const before = process.memoryUsage().heapUsed;
    const { matrix } = ask(
      collection({
        graph: {
          users: members.map((id) => ({ id })),
          groups: [group('Everybody')],
          groupMembers: members.map((memberId) => ({ groupId: guid('group Everybody'), memberId, memberType: 'user' })),
        },
        exchange: {
          mailboxes,
          groups: [exchangeGroup('Everybody')],
          // As in real tenants, where each mailbox inherits refusals for administrative groups.
          mailboxPermissions: mailboxes.flatMap((target) => [
            fullAccess(target, 'Everybody'),
            fullAccess(target, 'EURPR01A001\\Domain Admins', { Deny: true, IsInherited: true }),
          ]),
          recipientPermissions: mailboxes.slice(0, 500).map((target) => sendAs(target, 'Everybody')),
        },
      }),
    );
    expect(matrix.people).toHaveLength(50_000);
    const lists = new Set<MailboxList>(matrix.people.flatMap(({ capabilities }) => Object.values(capabilities).map(({ yes }) => yes)));
    expect(lists.size).toBe(2);
    expect((process.memoryUsage().heapUsed - before) / 1024 ** 2).toBeLessThan(400);
  });

  it('those who are members of several groups have all of their mailboxes, in order', () => {
    const [first, second, third] = [mailbox('A'), mailbox('B'), mailbox('C')] as const;
    const { matrix } = ask(
      collection({
        graph: {
          users: [{ id: 'one' }, { id: 'both' }],
          groups: [group('G'), group('H')],
          groupMembers: [
            { groupId: guid('group G'), memberId: 'one', memberType: 'user' },
            { groupId: guid('group G'), memberId: 'both', memberType: 'user' },
            { groupId: guid('group H'), memberId: 'both', memberType: 'user' },
          ],
        },
        exchange: {
          mailboxes: [first, second, third],
          mailboxPermissions: [fullAccess(third, guid('group G')), fullAccess(first, guid('group H')), fullAccess(second, 'both')],
        },
      }),
    );
    const ids = (id: string): MailboxList | undefined => matrix.people.find((person) => person.id === id)?.capabilities['mail.read']?.yes;
    expect([ids('one'), ids('both')]).toEqual([[third.ExternalDirectoryObjectId], 'all']);
  });
});
