import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { ask, askForToken, EXCHANGE, getGraph, GRAPH, type Answered } from '../support/simulator-client';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc */
describe('a token by name and password', () => {
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
  });
  afterAll(() => simulator.stop());

  const form = (changes: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    grant_type: 'password',
    client_id: simulator.operator!.clientId,
    username: simulator.operator!.userPrincipalName,
    password: simulator.operator!.password,
    scope: `${GRAPH}/.default`,
    ...changes,
  });
  const numberOf = ({ body }: Answered): unknown => (body['error_codes'] as readonly number[] | undefined)?.[0];
  const claimsOf = ({ body }: Answered): Record<string, unknown> =>
    JSON.parse(Buffer.from(String(body['access_token']).split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>;

  it('carries what a plan needs on Graph', async () => {
    const answer = await askForToken(simulator, form());
    expect(answer.status).toBe(200);
    const claims = claimsOf(answer);
    expect(claims['upn']).toBe(simulator.operator!.userPrincipalName);
    expect(String(claims['scp']).split(' ')).toEqual(
      expect.arrayContaining([
        'Application.ReadWrite.All',
        'AppRoleAssignment.ReadWrite.All',
        'DelegatedPermissionGrant.ReadWrite.All',
        'Directory.Read.All',
        'Group.ReadWrite.All',
        'GroupMember.ReadWrite.All',
        'AdministrativeUnit.ReadWrite.All',
        'User.ReadWrite.All',
        'Policy.Read.All',
        'RoleManagement.Read.Directory',
        'AuditLog.Read.All',
      ]),
    );
    const me = await getGraph(simulator, String(answer.body['access_token']), '/v1.0/me');
    expect(me.body['userPrincipalName']).toBe(simulator.operator!.userPrincipalName);
  });

  it('opens Exchange, with every cmdlet of an administrator', async () => {
    const { body } = await askForToken(simulator, form({ scope: `${EXCHANGE}/.default` }));
    const answer = await ask(`${simulator.url}/exchange/cmdlets`, { headers: { authorization: `Bearer ${String(body['access_token'])}` } });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).toContain('Get-ManagementRoleAssignment');
  });

  it('leaves no trace in the directory: neither a service principal nor a grant', async () => {
    const before = simulator.state().permissionGrants.size;
    await askForToken(simulator, form());
    expect(simulator.state().permissionGrants.size).toBe(before);
    expect(simulator.state().servicePrincipalsByAppId.first(simulator.operator!.clientId)).toBeUndefined();
  });

  const person = (): string => simulator.users.find(({ kind }) => kind === 'disabled')!.userPrincipalName;
  it.each([
    ['a wrong password', () => form({ password: 'wrong' }), 50126],
    ['nobody of that name', () => form({ username: 'nobody@aldermoor.example' }), 50034],
    [
      'a disabled account',
      () => form({ username: person(), password: simulator.users.find(({ kind }) => kind === 'disabled')!.password }),
      50057,
    ],
    [
      'a guest, whose password is kept at home',
      () => {
        const guest = simulator.users.find(({ kind }) => kind === 'guest')!;
        return form({ username: guest.signInName ?? '', password: guest.password });
      },
      50034,
    ],
    ['a client without public flows', () => form({ client_id: simulator.apps[0]!.appId }), 7000218],
    ['a secret of a public client', () => form({ client_secret: 'x' }), 700025],
    ['no password', () => form({ password: '' }), 900144],
    ['a scope that nobody consented to', () => form({ scope: `${GRAPH}/Mail.Read` }), 65001],
  ] as const)('is refused for %s', async (_what, wrong, number) => {
    const answer = await askForToken(simulator, wrong());
    expect(numberOf(answer)).toBe(number);
    expect(answer.body['access_token']).toBeUndefined();
  });

  it('is refused at /common', async () => {
    expect(numberOf(await askForToken(simulator, form(), 'common'))).toBe(9001023);
    expect((await askForToken(simulator, form(), 'organizations')).status).toBe(200);
  });

  it('is refused where a second factor is asked for', async () => {
    simulator.faults.set('mfa-required');
    expect(numberOf(await askForToken(simulator, form()))).toBe(50076);
    simulator.faults.clear('mfa-required');
  });
});
