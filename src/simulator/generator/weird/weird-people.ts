import type { MailboxType } from '../../state/exchange-types';
import type { BuildContext } from '../build-context';
import { giveFullAccess, giveSendAs, giveSendOnBehalf, SELF } from '../build-exchange';
import { addGroup, addUnit, type GroupKind } from '../build-groups';
import { addMailbox, addRecipient, addSharedMailbox, addUser } from '../build-people';

const GIVEN = ['Ada', 'Bo', 'Cleo', 'Dan', 'Eva', "O'Hara", 'Finn', 'Gus', 'Ada'];
const SURNAMES = ['Long', 'Short', 'Green', 'Stone', 'Long', 'Ångström'];
const KINDS: readonly GroupKind[] = ['mailSecurity', 'mailSecurity', 'mailSecurity', 'distribution', 'microsoft365', 'security'];
const TYPES: readonly MailboxType[] = ['SharedMailbox', 'SharedMailbox', 'RoomMailbox', 'EquipmentMailbox'];

/** Accounts that share names, mailboxes with odd attributes, guests, contacts. */
export function addWeirdPeople(context: BuildContext): void {
  const { random } = context;
  const about = () => ({
    department: random.pick(['Finance', 'Sales', 'Legal']),
    city: random.pick(['Utrecht', 'Sheffield', "King's Lynn"]),
    ...(random.chance(0.3) ? { country: 'Netherlands' } : {}),
    ...(random.chance(0.3) ? { office: 'Kelham House' } : {}),
  });
  const attributes = () => (random.chance(0.6) ? { [random.between(1, 3)]: random.pick(['red', 'Blue', 'RED ']) } : {});
  const people = random.between(6, 12);
  for (let number = 0; number < people; number += 1) {
    const displayName = `${random.pick(GIVEN)} ${random.pick(SURNAMES)}`;
    const user = addUser(context, { displayName, alias: `person${number}`, enabled: random.chance(0.85), ...about() });
    if (random.chance(0.8))
      addMailbox(context, user, { attributes: attributes(), ...(random.chance(0.3) ? { aliases: [`alias${number}`] } : {}) });
  }
  const shared = random.between(4, 10);
  for (let number = 0; number < shared; number += 1) {
    const displayName = random.chance(0.2) ? `${random.pick(GIVEN)} ${random.pick(SURNAMES)}` : `Team ${number}`;
    addSharedMailbox(
      context,
      { displayName, alias: `team${number}`, enabled: random.chance(0.2), ...about() },
      { type: random.pick(TYPES), attributes: attributes() },
    );
  }
  for (let number = 0; number < 2; number += 1) {
    addRecipient(context, addUser(context, { displayName: `Guest ${number}`, alias: `guest${number}`, guestOf: 'elsewhere.example' }));
  }
  addRecipient(context, { contact: 'Pager', address: 'pager@elsewhere.example' });
}

/** Groups in groups in themselves, with people, service principals and contacts inside. */
export function addWeirdGroups(context: BuildContext): void {
  const { state, random } = context;
  const count = random.between(5, 10);
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    ids.push(
      addGroup(context, { kind: random.pick(KINDS), name: random.chance(0.2) ? 'Team 1' : `Group ${number}`, alias: `group${number}` }).id,
    );
  }
  const objects = [...state.users, ...state.contacts, ...state.servicePrincipals].map((row) => row.id);
  for (const id of ids) {
    for (const member of random.sample(objects, random.between(0, 6))) state.members.add(id, member);
    for (const inner of random.sample(ids, random.between(0, 2))) state.members.add(id, inner);
  }
  for (let number = 0; number < 2; number += 1) {
    addUnit(context, {
      name: random.chance(0.3) ? 'Unit' : `Unit ${number}`,
      members: random.sample([...objects.slice(0, 20), ...ids], random.between(0, 8)),
    });
  }
}

/** Rights of people, groups, groups in groups, guests, accounts that are gone; allowed, denied, inherited. */
export function addWeirdRights(context: BuildContext): void {
  const { state, random } = context;
  const trustees = [...state.users, ...state.groups].map((row) => row.id);
  const pointers = [...state.pointers].map((row) => row.Guid);
  for (const mailbox of [...state.mailboxes]) {
    const id = mailbox.ExternalDirectoryObjectId;
    giveFullAccess(context, id, SELF, { rights: ['FullAccess', 'ReadPermission'] });
    for (const trustee of random.sample(trustees, random.between(0, 4))) {
      giveFullAccess(context, id, trustee, {
        deny: random.chance(0.2),
        inherited: random.chance(0.25),
        rights: random.pick([['FullAccess'], ['FullAccess', 'ReadPermission'], ['ReadPermission']]),
      });
    }
    if (random.chance(0.1)) giveFullAccess(context, id, `S-1-5-21-1-2-3-${random.between(1000, 9999)}`);
    if (random.chance(0.3)) giveFullAccess(context, id, 'EURPR04A003\\Organization Management', { inherited: true });
    for (const trustee of random.sample(trustees, random.between(0, 3))) giveSendAs(context, id, trustee, random.chance(0.2));
    for (const trustee of random.sample(trustees, random.between(0, 1))) giveSendOnBehalf(context, id, trustee);
    for (const pointer of random.sample(pointers, random.between(0, 2))) {
      if (random.chance(0.6)) giveFullAccess(context, id, pointer, { deny: random.chance(0.15) });
      if (random.chance(0.6)) giveSendAs(context, id, pointer, random.chance(0.15));
    }
  }
}
