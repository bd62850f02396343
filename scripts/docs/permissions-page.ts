import { SOURCE_PLANS, TENANT_PATH, type SourceRequest } from '../../src/engine/reading/sources-table';
import { SOURCE_PATHS, type SourcePath } from '../../src/shared/domain/collection/sources';
import { CHANGE_CALLS } from '../../src/shared/domain/readiness/change-calls';
import { CHANGE_FEATURE_IDS, CHANGE_FEATURES } from '../../src/shared/domain/readiness/change-features';
import { FEATURE_IDS, FEATURES } from '../../src/shared/domain/readiness/features';
import { GRAPH_NEEDS } from '../../src/shared/domain/readiness/source-needs';
import { SOURCE_FACTS } from '../../src/shared/report/source-facts';

/** A call of Graph outside of a reading, and what it needs. */
export interface OtherCall {
  readonly path: string;
  readonly permission: string;
  readonly why: string;
}

/** What is asked of Graph besides the sources. https://learn.microsoft.com/graph/api/overview, the table "Permissions" of each page. */
export const OTHER_CALLS: readonly OtherCall[] = [
  { path: TENANT_PATH, permission: 'User.Read', why: 'the name and the first domain of the tenant' },
  { path: '/v1.0/me', permission: 'User.Read', why: 'whose account is used (readiness)' },
  {
    path: '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole',
    permission: 'User.Read',
    why: 'which directory roles are active (readiness); more of them are named with Directory.Read.All',
  },
  {
    path: "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
    permission: 'RoleEligibilitySchedule.Read.Directory',
    why: 'which directory roles could be activated (readiness)',
  },
  { path: '/v1.0/subscribedSkus', permission: 'Directory.Read.All', why: 'whether the tenant has Microsoft Entra ID P1 (readiness)' },
];

/** The whole page, as Markdown that is still to be laid out. */
export function permissionsPage(): string {
  return [
    HEAD,
    graphSection(),
    OTHER_HEAD,
    otherTable(),
    exchangeSection(),
    CONSENT,
    featureTable(),
    CHANGES,
    changeTable(),
    CHANGE_CONSENT,
    changeFeatureTable(),
    CHANGE_EXCHANGE,
    SCRIPT,
    GAPS,
    gapTable(),
    END,
  ].join('\n\n');
}

const HEAD = `# Permissions

<!-- Made from the code by \`node scripts/make-permissions.mjs\`. Change the tables there, not here. -->

What Mailscope asks of a tenant, and the least that each question takes. A reading changes nothing; a tenant is changed by plans alone,
which ask for what they need when somebody runs them. One permission of reading is called more than that, \`Exchange.Manage\`, because
Exchange Online has no other for this. The app and the collector script ask the same questions: those of
\`src/engine/reading/sources-table.ts\`. A test holds this page against the code, and the code against Microsoft's tables.

A person who signs in gets the smaller of two things: what was consented to, and what their own roles let them read. Where either is
missing, the rest is read all the same, and the reading says what is missing and why.

## Microsoft Graph: the sources of a reading

Each permission is asked for as a delegated one when somebody signs in, and has the same name as an application permission for
unattended runs of the collector script. The names are those of the
[permissions reference](https://learn.microsoft.com/graph/permissions-reference). A member of the tenant needs no directory role where
none is named; a guest does.`;

const OTHER_HEAD = `## Microsoft Graph: besides the sources`;

const CONSENT = `## Who asks, and when

Mailscope asks for permissions when a feature is first used and says why; nobody has to grant all of them at once. What it signs in
with is best a registration of your own organisation: the app's settings say field by field what to register, and have a script that
does it. The quick start with Microsoft's public client "Microsoft Graph Command Line Tools" has no permission for Exchange
Online; the PowerShell module signs in by itself then.`;

const CHANGES = `## Changing a tenant

Nothing here is asked for before a plan is run that needs it: making a plan, looking at what it would do and writing it as a script need
no more than a reading. Whoever runs it needs the permission and a role of their own that allows the change; each step of a plan names
both.`;

const CHANGE_CONSENT = `The permissions come in small parts, so that a plan asks for nothing that it does not use:`;

const CHANGE_EXCHANGE = `In Exchange Online a change takes no other permission than a reading, but other roles: **Organization Management** for service
principals, management scopes, role assignments, access policies and settings of the organisation; **Recipient Management** is enough for
groups, delegates and settings of mailboxes. The cmdlets that change are on a list of their own in
\`resources/powershell/Mailscope.Bridge.psm1\`, with their parameters; a reading cannot call them. In a live test an app signs in with its own
credential and uses what it was granted; nobody consents to anything.`;

const SCRIPT = `## The collector script

\`mailscope collector\` writes a script for administrators who do not run Mailscope. Signed in as a person, it asks for the delegated
permissions above. With \`-ClientSecret\` it uses the application permissions of the same names, and for Exchange Online
\`Exchange.ManageAsApp\` of Office 365 Exchange Online together with an Exchange role (or the directory role Global Reader) for the
app's service principal. Registering your own client by \`Register-MailscopeClient.ps1\` takes \`Application.ReadWrite.All\` once, as a
delegated permission of the person who runs it.`;

const GAPS = `## What follows from a gap`;

const END = `An answer that depends on a gap says *unknown* or is listed as *unresolved* or *not judged*. It never says *no*.
`;

function graphSection(): string {
  const rows = SOURCE_PATHS.filter((source) => source.startsWith('graph.')).map((source) => {
    const { permission } = SOURCE_PLANS[source];
    const need = GRAPH_NEEDS[source];
    const licence = need?.servicePlan === 'AAD_PREMIUM' ? `, and Microsoft Entra ID P1` : '';
    return [`\`${source}\``, requestsOf(source), `${permission}${licence}`, rolesOf(source), featureOf(source)];
  });
  return table(['source', 'request', 'least permission', 'directory role', 'asked for by'], rows);
}

function exchangeSection(): string {
  const rows = SOURCE_PATHS.filter((source) => source.startsWith('exchange.')).map((source) => {
    const { permission } = SOURCE_PLANS[source];
    return [`\`${source}\``, requestsOf(source) || 'read on request only', permission, SOURCE_FACTS[source].label];
  });
  return `## Exchange Online

To sign in with a token: the delegated permission \`Exchange.Manage\` of Office 365 Exchange Online, which lets nobody do more than
their Exchange roles do. To read: the roles below. The role group **View-Only Organization Management** has both; the directory role
Global Reader is a member of it. A role that is missing makes a cmdlet look as if it did not exist: that is a missing right, not a
missing cmdlet.

${table(['source', 'cmdlet', 'role', 'what for'], rows)}

\`Get-MailboxPermission\` runs once for each mailbox, because there is no form of it for the whole tenant, and in its first form rather than the EXO
variant, which leaves out deleted accounts.`;
}

function otherTable(): string {
  const rows = OTHER_CALLS.map(({ path, permission, why }) => [`\`GET ${path.split('?')[0] ?? path}\``, permission, why]);
  return table(['request', 'least delegated permission', 'what for'], rows);
}

function featureTable(): string {
  const rows = FEATURE_IDS.map((id) => {
    const { label, why, graphScopes, exchangeScopes } = FEATURES[id];
    return [label, [...graphScopes, ...exchangeScopes.map((scope) => `${scope} (Office 365 Exchange Online)`)].join(', '), why];
  });
  return table(['feature', 'delegated permissions', 'why'], rows);
}

function changeTable(): string {
  const rows = CHANGE_CALLS.map(({ method, path, permission, what }) => [`\`${method} /v1.0${path}\``, permission, what]);
  return table(['request', 'least delegated permission', 'what for'], rows);
}

function changeFeatureTable(): string {
  const rows = CHANGE_FEATURE_IDS.map((id) => {
    const { label, why, graphScopes } = CHANGE_FEATURES[id];
    return [label, graphScopes.join(', '), why];
  });
  return table(['feature', 'delegated permissions', 'why'], rows);
}

function gapTable(): string {
  const rows = SOURCE_PATHS.map((source) => [`\`${source}\``, SOURCE_FACTS[source].without]);
  return table(['missing source', 'what is then not known'], rows);
}

function requestsOf(source: SourcePath): string {
  const { requests, needs } = SOURCE_PLANS[source];
  if (requests.length === 0 && needs.length > 0) return `comes with ${needs.map((need) => `\`${need}\``).join(', ')}`;
  return [...new Set(requests.map(requestText))].join(', ');
}

function requestText(request: SourceRequest): string {
  if (request.api === 'graph') {
    const [path = '', query = ''] = request.path.split('?');
    const expanded = /\$expand=([A-Za-z]+)/.exec(query)?.[1];
    return `\`GET ${path}\`${expanded === undefined ? '' : ` with ${expanded}`}`;
  }
  const parameters = Object.keys(request.parameters)
    .filter((name) => name !== 'ResultSize')
    .map((name) => ` -${name}`);
  return `\`${request.cmdlet}${parameters.join('')}\``;
}

/** The least role, and the one that most auditors have. */
function rolesOf(source: SourcePath): string {
  const roles = GRAPH_NEEDS[source]?.roles ?? null;
  if (roles === null) return 'none';
  return roles[0] === 'Global Reader' || !roles.includes('Global Reader') ? roles[0] : `${roles[0]}, or Global Reader`;
}

function featureOf(source: SourcePath): string {
  const features = FEATURE_IDS.filter((id) => FEATURES[id].sources.includes(source));
  return features.map((id) => FEATURES[id].label).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
