import { DIRECTORY_ROLES } from '../../facts/directory-roles';
import { addApp } from '../build-apps';
import { addUser } from '../build-people';
import type { BuildContext } from '../build-context';
import { addSignIn } from '../administrators';
import type { DemoClient, DemoSignIn } from '../made-tenant';
import type { PeopleById } from './small-people';

/** The registration of this product in the demo company: always the same, so that settings and tests can name it. */
export const MAILSCOPE_APP_ID = '6f1c3a52-9d47-4b8e-a2c6-0e5d7b941f38';

/** What the registration asks for, and was granted for everybody: delegated permissions that read. */
const READ_AS_A_PERSON = [
  'openid',
  'profile',
  'offline_access',
  'User.Read',
  'Application.Read.All',
  'Directory.Read.All',
  'User.Read.All',
  'GroupMember.Read.All',
  'AdministrativeUnit.Read.All',
  'RoleManagement.Read.Directory',
  'RoleEligibilitySchedule.Read.Directory',
  'AuditLog.Read.All',
  'Policy.Read.All',
];

/** The tenant that a guest of the company is at home in. */
const HOME_OF_GUEST = { tenantId: 'c4b0d7e2-6a15-4f39-8e2b-93d1a7c05f64', userId: '2d9e6b41-7c83-45fa-b01e-8f5a3c6d7e90' };

/** Makes the people who can sign in besides the administrators, one of each kind that a sign-in has to tell apart. */
export function addSmallSignIns(context: BuildContext, people: PeopleById): readonly DemoSignIn[] {
  const { state, random } = context;
  const id = (alias: string): string => people.get(alias) ?? '';
  const eligible = addUser(context, {
    displayName: 'Dev Malhotra (Privileged)',
    alias: 'adm-malhotra',
    licensed: false,
    domain: state.initialDomain,
    jobTitle: 'Administrator',
    department: 'IT',
  });
  state.roleEligibilities.add({
    id: random.guid(),
    principalId: eligible.id,
    roleDefinitionId: DIRECTORY_ROLES['Exchange Administrator'],
    directoryScopeId: '/',
  });
  return [
    { ...addSignIn(context, eligible.id, []), kind: 'eligible', eligibleRoles: ['Exchange Administrator'] },
    { ...addSignIn(context, id('priya.raman'), []), kind: 'user' },
    { ...addSignIn(context, id('m.trent'), [], HOME_OF_GUEST), kind: 'guest' },
    { ...addSignIn(context, id('gareth.penhale'), []), kind: 'disabled' },
  ];
}

/** Makes the registration that people sign in to with this product. */
export function addMailscopeClient(context: BuildContext, people: PeopleById): DemoClient {
  addApp(context, {
    name: 'Mailscope',
    appId: MAILSCOPE_APP_ID,
    publicUris: ['http://localhost'],
    publicFlows: true,
    scopes: READ_AS_A_PERSON,
    exchangeScopes: ['Exchange.Manage'],
    owners: [people.get('arthur.quayle') ?? '', people.get('zoe.fairbairn') ?? ''],
    seen: { byUser: 0.2 },
    age: 45,
  });
  return { appId: MAILSCOPE_APP_ID, displayName: 'Mailscope' };
}
