import { addAdministrators } from '../administrators';
import { addMailbox, addRecipient, addUser, type MailboxPlan } from '../build-people';
import type { BuildContext } from '../build-context';
import type { DemoSignIn } from '../made-tenant';

type Row = readonly [
  given: string,
  surname: string,
  department: string,
  title: string,
  city: string,
  more?: MailboxPlan & { readonly enabled?: boolean },
];

/** The people of the company, by department. */
const STAFF: readonly Row[] = [
  ['Helen', 'Marchetti', 'Management', 'Managing Director', 'Sheffield'],
  ['Tobias', 'Wendt', 'Management', 'Chief Financial Officer', 'Sheffield'],
  ['Ines', 'Carvalho', 'Management', 'Chief Operating Officer', 'Utrecht'],
  ['Rupert', 'Ashdown', 'Management', 'Company Secretary', 'Sheffield'],
  ['Priya', 'Raman', 'Finance', 'Financial Controller', 'Sheffield'],
  ['George', 'Pell', 'Finance', 'Accounts Payable Lead', 'Sheffield'],
  ['Mireille', 'Faure', 'Finance', 'Accounts Receivable', 'Sheffield'],
  ['Owen', 'Tranter', 'Finance', 'Payroll Officer', 'Sheffield'],
  ['Saskia', 'de Wit', 'Finance', 'Accountant', 'Utrecht'],
  ['Daniel', 'Okafor', 'Sales', 'Head of Sales', 'Sheffield'],
  ['Charlotte', 'Beaumont', 'Sales', 'Key Account Manager', 'Sheffield'],
  ['Lukas', 'Brandt', 'Sales', 'Account Manager DACH', 'Utrecht'],
  ['Amira', 'Haddad', 'Sales', 'Account Manager', 'Sheffield'],
  ['Ewan', 'Drummond', 'Sales', 'Inside Sales', 'Sheffield'],
  ['Noor', 'van den Berg', 'Sales', 'Inside Sales', 'Utrecht'],
  ['Sofia', 'Lindqvist', 'Marketing', 'Marketing Manager', 'Sheffield'],
  ['Jack', 'Halloran', 'Marketing', 'Events Coordinator', 'Sheffield'],
  ['Yuki', 'Tanabe', 'Marketing', 'Content Editor', 'Utrecht'],
  ['Marcus', 'Reid', 'Service', 'Head of Service', 'Sheffield'],
  ['Fiona', 'Gallagher', 'Service', 'Service Desk Lead', 'Sheffield'],
  ['Piotr', 'Zielinski', 'Service', 'Service Engineer', 'Sheffield'],
  ['Beatriz', 'Moreno', 'Service', 'Service Engineer', 'Utrecht'],
  ['Callum', 'Frost', 'Service', 'Service Desk Agent', 'Sheffield'],
  ['Hannah', 'Voss', 'Service', 'Service Desk Agent', 'Utrecht'],
  ['Dev', 'Malhotra', 'Engineering', 'Head of Engineering', 'Sheffield'],
  ['Ingrid', 'Solberg', 'Engineering', 'Calibration Lead', 'Sheffield'],
  ['Tom', 'Ashworth', 'Engineering', 'Firmware Engineer', 'Sheffield'],
  ['Leila', 'Karimi', 'Engineering', 'Optics Engineer', 'Utrecht'],
  ['Samuel', 'Boateng', 'Engineering', 'Test Engineer', 'Sheffield'],
  ['Greta', 'Olsen', 'Engineering', 'Quality Engineer', 'Utrecht'],
  ['Victor', 'Lang', 'Operations', 'Warehouse Manager', 'Sheffield'],
  ['Rosalind', 'Carey', 'Operations', 'Purchasing', 'Sheffield'],
  ['Hugo', 'Janssen', 'Operations', 'Logistics', 'Utrecht'],
  ['Maeve', 'Byrne', 'Human Resources', 'Head of People', 'Sheffield'],
  ['Elliot', 'Sharpe', 'Human Resources', 'Recruiter', 'Sheffield'],
  ['Nadia', 'Petrov', 'Legal', 'Legal Counsel', 'Sheffield'],
  ['Arthur', 'Quayle', 'IT', 'IT Manager', 'Sheffield'],
  ['Zoe', 'Fairbairn', 'IT', 'Systems Engineer', 'Sheffield'],
  // Two who left: their accounts are disabled, their mailboxes are still there.
  ['Gareth', 'Penhale', 'Sales', 'Account Manager', 'Sheffield', { enabled: false }],
  ['Linda', 'Osei', 'Finance', 'Accountant', 'Sheffield', { enabled: false }],
];

const GUESTS: readonly (readonly [alias: string, name: string, domain: string])[] = [
  ['m.trent', 'Monica Trent', 'hollins-vale.example'],
  ['p.eriksen', 'Per Eriksen', 'nordlys-audit.example'],
  ['c.dupont', 'Camille Dupont', 'atelier-dupont.example'],
];

/** The object ids of the people that the rest of the tenant refers to, by alias (`helen.marchetti`). */
export type PeopleById = ReadonlyMap<string, string>;

/** The alias of a person: given name, a point, surname, in plain letters. */
function aliasOf(given: string, surname: string): string {
  return `${given}.${surname}`.toLowerCase().replaceAll(/[^a-z.]/g, '');
}

/** Makes everybody who is a person: staff with mailboxes, administrators without, guests, contacts. */
export function addSmallPeople(context: BuildContext): { readonly ids: PeopleById; readonly signIns: readonly DemoSignIn[] } {
  const ids = new Map<string, string>();
  for (const [given, surname, department, jobTitle, city, more = {}] of STAFF) {
    const { enabled = true, ...mailbox } = more;
    const alias = aliasOf(given, surname);
    const country = city === 'Utrecht' ? 'Netherlands' : 'United Kingdom';
    const user = addUser(context, {
      displayName: `${given} ${surname}`,
      alias,
      givenName: given,
      surname,
      department,
      jobTitle,
      city,
      country,
      office: city === 'Utrecht' ? 'Maliebaan 12' : 'Kelham House',
      enabled,
    });
    addMailbox(context, user, mailbox);
    ids.set(alias, user.id);
  }
  for (const [alias, displayName, domain] of GUESTS) {
    const user = addUser(context, { displayName, alias, guestOf: domain });
    addRecipient(context, user);
    ids.set(alias, user.id);
  }
  addRecipient(context, { contact: 'Hollins & Vale Orders', address: 'orders@hollins-vale.example' });
  addRecipient(context, { contact: 'Duty Phone Gateway', address: 'duty@paging-gateway.example' });
  const administrators = addAdministrators(context);
  for (const [alias, id] of administrators.ids) ids.set(alias, id);
  return { ids, signIns: administrators.signIns };
}
