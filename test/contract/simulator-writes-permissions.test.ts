import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIRECTORY_ROLES, type DirectoryRoleName } from '../../src/simulator/facts/directory-roles';
import { BODIES } from '../../src/simulator/graph/writes/bodies';
import { ENABLE_ONLY, WRITE_PERMISSIONS } from '../../src/simulator/graph/writes/write-permissions';
import { WRITE_ROUTES } from '../../src/simulator/graph/writes/write-routes';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { referenceFolder } from '../support/reference';
import { codeOf, madeUpToken, personToken, postBatch } from '../support/simulator-client';
import { makeApp, operatorToken, referenceTo, sendGraph, type MadeApp } from '../support/simulator-writes';

const read = <T>(name: string): T => JSON.parse(readFileSync(join(referenceFolder ?? '', name), 'utf8')) as T;
const plain = (path: string): string =>
  path
    .toLowerCase()
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/^\/me\//, '/users/{}/');

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly 'x-entities': Readonly<Record<string, { readonly properties: Readonly<Record<string, { readonly type: string }>> }>>;
}
type Facts = Readonly<
  Record<
    string,
    Readonly<Record<string, Readonly<Record<string, { readonly least?: readonly string[]; readonly higher?: readonly string[] }>>>>
  >
>;

describe.skipIf(referenceFolder === null)('writes and the reference', () => {
  const api = read<OpenApi>('graph-openapi-subset.json');
  const facts = read<{ readonly paths: Facts }>('graph-path-permissions.json').paths;

  it.each(WRITE_ROUTES.map((route) => [`${route.method} ${route.template}`, route] as const))(
    '%s: there is such a request',
    (_name, route) => {
      const found = Object.entries(api.paths).filter(([path]) => plain(path) === plain(route.template));
      expect(found.some(([, methods]) => methods[route.method.toLowerCase()] !== undefined)).toBe(true);
    },
  );

  it.each(BODIES.map((body) => [body.type, body] as const))('a body of %s has no property that there is not', (type, body) => {
    const { properties } = api['x-entities'][type]!;
    const relationships = ['members@odata.bind', 'owners@odata.bind'];
    const names = [...Object.keys(body.properties).filter((name) => !relationships.includes(name)), ...(body.readOnly ?? [])];
    expect(names.filter((name) => properties[name] === undefined)).toEqual([]);
    const lists = names.filter((name) => body.properties[name]?.kind === 'list');
    expect(lists.filter((name) => !properties[name]!.type.startsWith('Collection('))).toEqual([]);
  });

  it.each(Object.entries(WRITE_PERMISSIONS))('%s is open to nobody whom the documents do not name', (name, permissions) => {
    const [method = '', template = ''] = name.split(' ');
    const found = Object.entries(facts).find(([path]) => plain(path) === plain(template))?.[1][method];
    // References and units are not in the table: their pages stand beside ours.
    if (found === undefined) {
      expect(name).toMatch(/\$ref|administrativeUnits/);
      return;
    }
    for (const [kind, scheme] of [
      ['application', 'Application'],
      ['delegated', 'DelegatedWork'],
    ] as const) {
      // The page of accounts names the permission to read them beside the one for accountEnabled.
      const beside = permissions[kind].includes(ENABLE_ONLY) ? ['User.Read.All'] : [];
      const named = [...(found[scheme]?.least ?? []), ...(found[scheme]?.higher ?? []), ...beside];
      expect(permissions[kind].flatMap((entry) => entry.split('+')).filter((permission) => !named.includes(permission))).toEqual([]);
    }
  });

  it('has permissions for every write outside mailboxes', () => {
    const without = WRITE_ROUTES.filter(
      ({ method, template, limits }) => limits !== 'mailbox' && !WRITE_PERMISSIONS[`${method} ${template}`],
    );
    expect(without.map(({ template }) => template)).toEqual([]);
  });
});

describe('who may write', () => {
  let simulator: RunningSimulator;
  let token: string;
  let app: MadeApp;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    token = await operatorToken(simulator);
    app = await makeApp(simulator, token);
  });
  afterAll(() => simulator.stop());

  const graphId = (): string => simulator.state().servicePrincipalsByAppId.first('00000003-0000-0000-c000-000000000000')!.id;
  const person = (): string =>
    [...simulator.state().users].find(({ userType, displayName }) => userType === 'Member' && displayName === 'Tom Ashworth')!.id;
  const withRole = async (role: DirectoryRoleName | null, run: (userId: string) => Promise<void>): Promise<void> => {
    const { roleAssignments } = simulator.state();
    const row = {
      id: `test-${String(role)}`,
      principalId: person(),
      roleDefinitionId: role === null ? '' : DIRECTORY_ROLES[role],
      directoryScopeId: '/',
    };
    if (role !== null) roleAssignments.add(row);
    try {
      await run(person());
    } finally {
      roleAssignments.remove(row.id);
    }
  };
  const SCOPES = [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.Read.All',
    'Group.ReadWrite.All',
    'AdministrativeUnit.ReadWrite.All',
    'User.ReadWrite.All',
  ];

  type Try = readonly [method: 'POST' | 'PATCH' | 'DELETE', path: () => string, body: () => unknown];
  const tries = {
    application: ['PATCH', () => `/applications/${app.id}`, () => ({ notes: 'x' })],
    secret: ['POST', () => `/applications/${app.id}/addPassword`, () => ({})],
    grant: [
      'POST',
      () => `/servicePrincipals/${app.principalId}/appRoleAssignments`,
      () => ({ principalId: app.principalId, resourceId: graphId(), appRoleId: '810c84a8-4a9e-49e6-bf7d-12d183f40d01' }),
    ],
    delegated: [
      'POST',
      () => '/oauth2PermissionGrants',
      () => ({ clientId: app.principalId, consentType: 'AllPrincipals', resourceId: graphId(), scope: 'Mail.Read' }),
    ],
    group: ['PATCH', () => `/groups/${security()}`, () => ({ description: 'x' })],
    unit: ['POST', () => '/directory/administrativeUnits', () => ({ displayName: 'x' })],
    account: ['PATCH', () => `/users/${other()}`, () => ({ jobTitle: 'x' })],
  } as const satisfies Readonly<Record<string, Try>>;
  const security = (): string =>
    [...simulator.state().groups].find(({ mailEnabled, groupTypes }) => !mailEnabled && groupTypes.length === 0)!.id;
  const other = (): string => [...simulator.state().users].find(({ displayName }) => displayName === 'Greta Olsen')!.id;
  const attempt = async (caller: string, what: keyof typeof tries): Promise<number> => {
    const [method, path, body] = tries[what];
    const { status } = await sendGraph(simulator, caller, method, `/v1.0${path()}`, body());
    for (const row of [...simulator.state().assignmentsByPrincipal.all(app.principalId)])
      simulator.state().appRoleAssignments.remove(row.id);
    for (const row of [...simulator.state().grantsByClient.all(app.principalId)]) simulator.state().permissionGrants.remove(row.id);
    return status;
  };

  /** What each role opens to a person whose client has every scope. */
  const OPEN: readonly (readonly [role: DirectoryRoleName | null, opened: readonly (keyof typeof tries)[]])[] = [
    [null, []],
    ['Global Reader', []],
    ['Exchange Administrator', []],
    ['Application Administrator', ['application', 'secret', 'delegated']],
    ['Cloud Application Administrator', ['application', 'secret', 'delegated']],
    ['Privileged Role Administrator', ['grant', 'delegated', 'unit']],
    ['Groups Administrator', ['group']],
    ['User Administrator', ['group', 'account']],
    ['Global Administrator', ['application', 'secret', 'grant', 'delegated', 'group', 'unit', 'account']],
  ];
  it.each(OPEN)('a person who is %s', async (role, opened) => {
    await withRole(role, async (userId) => {
      const caller = personToken(simulator, userId, SCOPES);
      const allowed: string[] = [];
      for (const what of Object.keys(tries) as (keyof typeof tries)[]) {
        const status = await attempt(caller, what);
        if (status !== 403) allowed.push(what);
        expect([200, 201, 204, 403]).toContain(status);
      }
      expect(allowed).toEqual([...opened]);
    });
  });

  it('a person without a role changes what the person owns', async () => {
    const { owners } = simulator.state();
    owners.add(app.id, person());
    owners.add(security(), person());
    const caller = personToken(simulator, person(), SCOPES);
    expect([await attempt(caller, 'application'), await attempt(caller, 'secret'), await attempt(caller, 'group')]).toEqual([
      204, 200, 204,
    ]);
    expect(await attempt(caller, 'grant')).toBe(403);
    owners.remove(app.id, person());
    owners.remove(security(), person());
  });

  it('a member makes registrations and groups where the tenant lets everybody', async () => {
    const caller = personToken(simulator, person(), SCOPES);
    const { authorizationPolicy } = simulator.state().singles;
    const { defaultUserRolePermissions } = authorizationPolicy;
    const tryBoth = async (): Promise<readonly number[]> => {
      const group = { displayName: 'x', mailEnabled: false, mailNickname: 'x', securityEnabled: true };
      const made = [
        await sendGraph(simulator, caller, 'POST', '/v1.0/applications', { displayName: 'x' }),
        await sendGraph(
          simulator,
          caller,
          'PATCH',
          "/v1.0/applications(uniqueName='of-a-person')",
          { displayName: 'x' },
          { prefer: 'create-if-missing' },
        ),
        await sendGraph(simulator, caller, 'POST', '/v1.0/groups', group),
      ];
      const named = simulator.state().applicationsByUniqueName.first('of-a-person');
      if (named) simulator.state().applications.remove(named.id);
      return made.map(({ status }) => status);
    };
    for (const [everybody, status] of [
      [true, 201],
      [false, 403],
    ] as const) {
      const permissions = { ...defaultUserRolePermissions, allowedToCreateApps: everybody, allowedToCreateSecurityGroups: everybody };
      simulator.state().setSingles({ authorizationPolicy: { ...authorizationPolicy, defaultUserRolePermissions: permissions } });
      expect(await tryBoth()).toEqual([status, status, status]);
    }
    simulator.state().setSingles({ authorizationPolicy });
  });

  it('nobody but a Global Administrator changes the account of an administrator', async () => {
    const administrator = simulator.state().usersByPrincipalName.first(simulator.operator!.userPrincipalName)!;
    const change = (caller: string) => sendGraph(simulator, caller, 'PATCH', `/v1.0/users/${administrator.id}`, { jobTitle: 'x' });
    await withRole('User Administrator', async (userId) => {
      expect((await change(personToken(simulator, userId, SCOPES))).status).toBe(403);
    });
    expect((await change(token)).status).toBe(204);
  });

  it.each([
    ['PATCH', '/applications', 'application', ['Application.Read.All', 'Directory.Read.All']],
    ['POST', '/appRoleAssignments', 'grant', ['AppRoleAssignment.ReadWrite.All']],
    ['POST', '/appRoleAssignments', 'grant', ['Application.ReadWrite.All', 'Directory.Read.All']],
    ['POST', '/oauth2PermissionGrants', 'delegated', ['Directory.Read.All']],
    ['PATCH', '/groups', 'group', ['GroupMember.ReadWrite.All']],
    ['PATCH', '/users', 'account', ['User.Read.All']],
  ] as const)('%s %s (%s) is closed to an app that has only %s', async (_method, _path, what, roles) => {
    expect(await attempt(madeUpToken(simulator, roles), what)).toBe(403);
  });

  it('accounts are enabled and disabled with less than it takes to change them', async () => {
    const caller = madeUpToken(simulator, ['User.EnableDisableAccount.All', 'User.Read.All']);
    const change = (body: unknown) => sendGraph(simulator, caller, 'PATCH', `/v1.0/users/${other()}`, body);
    expect((await change({ accountEnabled: true })).status).toBe(204);
    expect((await change({ accountEnabled: true, jobTitle: 'x' })).status).toBe(403);
    expect((await change({ jobTitle: 'x' })).status).toBe(403);
  });

  it.each([
    ['application', ['Application.ReadWrite.All']],
    ['grant', ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All']],
    ['delegated', ['DelegatedPermissionGrant.ReadWrite.All']],
    ['group', ['Group.ReadWrite.All']],
    ['unit', ['AdministrativeUnit.ReadWrite.All']],
    ['account', ['User.ReadWrite.All']],
  ] as const)('%s is open to an app that has %s', async (what, roles) => {
    expect([200, 201, 204]).toContain(await attempt(madeUpToken(simulator, roles), what));
  });

  it('a client without the scope opens nothing, whoever signs in', async () => {
    const userId = simulator.state().usersByPrincipalName.first(simulator.operator!.userPrincipalName)!.id;
    const caller = personToken(simulator, userId, ['Directory.Read.All', 'Application.Read.All']);
    for (const what of Object.keys(tries) as (keyof typeof tries)[]) expect(await attempt(caller, what)).toBe(403);
  });

  it('refuses before it says whether something is there', async () => {
    const answer = await sendGraph(simulator, madeUpToken(simulator, ['Application.Read.All']), 'DELETE', '/v1.0/applications/nowhere');
    expect([answer.status, codeOf(answer)]).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('goes by the same rules in a batch, and takes one step after another', async () => {
    const json = { 'Content-Type': 'application/json' };
    const group = String(
      (
        await sendGraph(simulator, token, 'POST', '/v1.0/groups', {
          displayName: 'b',
          mailEnabled: false,
          mailNickname: 'b',
          securityEnabled: true,
        })
      ).body['id'],
    );
    const { body } = await postBatch(simulator, token, [
      { id: 'add', method: 'POST', url: `/groups/${group}/members/$ref`, headers: json, body: referenceTo(other()) },
      { id: 'twice', method: 'POST', url: `/groups/${group}/members/$ref`, headers: json, body: referenceTo(other()), dependsOn: ['add'] },
      { id: 'after', method: 'DELETE', url: `/groups/${group}`, dependsOn: ['twice'] },
      { id: 'untyped', method: 'PATCH', url: `/groups/${group}`, body: { description: 'x' } },
      { id: 'made', method: 'POST', url: '/applications', headers: json, body: { displayName: 'Batched' } },
    ]);
    const statuses = Object.fromEntries(
      (body['responses'] as readonly { id: string; status: number }[]).map(({ id, status }) => [id, status]),
    );
    expect(statuses).toEqual({ add: 204, twice: 400, after: 424, untyped: 400, made: 201 });
    const refused = await postBatch(simulator, madeUpToken(simulator, ['Group.Read.All']), [
      { id: '1', method: 'DELETE', url: `/groups/${group}` },
    ]);
    expect(refused.body['responses']).toEqual([expect.objectContaining({ status: 403 })]);
  });
});
