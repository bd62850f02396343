import type { BuildContext } from '../build-context';
import { addMailbox, addRecipient, addSharedMailbox, addUser } from '../build-people';
import { CITIES, countryOf, DEPARTMENTS, GIVEN_NAMES, SURNAMES } from './bulk-names';
import type { BulkSize } from './bulk-size';

const SYSTEMS = ['helpdesk', 'crm', 'ledger', 'archive', 'booking'];
const NO_ATTRIBUTES = Object.freeze({});
const SHARED_TOPICS = [
  'Support',
  'Orders',
  'Invoices',
  'Careers',
  'Complaints',
  'Projects',
  'Dispatch',
  'Customs',
  'Quality',
  'Press',
  'Claims',
  'Tenders',
];

/** The object ids of those who matter for what comes next. */
export interface BulkPeople {
  /** Accounts with a mailbox, by department and city: people get rights on what is near them. */
  readonly staff: ReadonlyMap<string, readonly string[]>;
  readonly everybody: readonly string[];
  readonly shared: readonly string[];
  readonly rooms: readonly string[];
}

/** The key of a team: who is in one department in one city. */
export function teamKey(department: string, city: string): string {
  return `${department} ${city}`;
}

/** Makes everybody and everything that has a mailbox, and the guests. */
export function addBulkPeople(context: BuildContext, size: BulkSize): BulkPeople {
  const aliases = new Map<string, number>();
  const staff = new Map<string, string[]>();
  const everybody: string[] = [];
  for (let number = 0; number < size.userMailboxes; number += 1) {
    const id = addPerson(context, aliases, staff);
    everybody.push(id);
  }
  const shared = Array.from({ length: size.sharedMailboxes }, (_, number) => addShared(context, number));
  const rooms = Array.from({ length: size.rooms }, (_, number) => addRoom(context, number));
  for (let number = 0; number < size.guests; number += 1) {
    const { random } = context;
    const [given, surname] = [random.pick(GIVEN_NAMES), random.pick(SURNAMES)];
    addRecipient(
      context,
      addUser(context, {
        displayName: `${given} ${surname}`,
        alias: `${given}.${surname}.${number}`.toLowerCase(),
        guestOf: 'partner.example',
      }),
    );
  }
  return { staff, everybody, shared, rooms };
}

function addPerson(context: BuildContext, aliases: Map<string, number>, staff: Map<string, string[]>): string {
  const { random } = context;
  const [given, surname] = [random.pick(GIVEN_NAMES), random.pick(SURNAMES)];
  const base = `${given}.${surname}`.toLowerCase();
  const taken = aliases.get(base) ?? 0;
  aliases.set(base, taken + 1);
  const department = random.pick(DEPARTMENTS);
  const city = random.pick(CITIES);
  const user = addUser(context, {
    displayName: `${given} ${surname}`,
    alias: taken === 0 ? base : `${base}${taken}`,
    givenName: given,
    surname,
    department,
    city,
    country: countryOf(city),
    enabled: random.chance(0.97),
    age: random.between(20, 2000),
  });
  addMailbox(context, user, {
    attributes: random.chance(0.1) ? { 2: random.pick(SYSTEMS) } : NO_ATTRIBUTES,
    ...(random.chance(0.01) ? { smtpDisabled: false } : {}),
  });
  const key = teamKey(department, city);
  const team = staff.get(key);
  if (team) team.push(user.id);
  else staff.set(key, [user.id]);
  return user.id;
}

function addShared(context: BuildContext, number: number): string {
  const { random } = context;
  const city = random.pick(CITIES);
  const topic = random.pick(SHARED_TOPICS);
  const mailbox = addSharedMailbox(
    context,
    {
      displayName: `${topic} ${city}`,
      alias: `${topic}.${city}.${number}`.toLowerCase(),
      department: random.pick(DEPARTMENTS),
      city,
      country: countryOf(city),
      enabled: random.chance(0.06),
    },
    {
      attributes: random.chance(0.5) ? { 1: random.pick(SYSTEMS) } : NO_ATTRIBUTES,
      copySentAs: random.chance(0.4),
      copySendOnBehalf: random.chance(0.4),
    },
  );
  return mailbox.ExternalDirectoryObjectId;
}

function addRoom(context: BuildContext, number: number): string {
  const city = context.random.pick(CITIES);
  const mailbox = addSharedMailbox(
    context,
    { displayName: `Room ${city} ${number + 1}`, alias: `room.${city}.${number + 1}`.toLowerCase(), city, country: countryOf(city) },
    { type: number % 9 === 0 ? 'EquipmentMailbox' : 'RoomMailbox' },
  );
  return mailbox.ExternalDirectoryObjectId;
}
