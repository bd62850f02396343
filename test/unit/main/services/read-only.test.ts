import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantPorts } from '../../../../src/main/ports/engine';
import { isRead, isReadingCmdlet } from '../../../../src/main/services/read-only';
import { TenantAsks } from '../../../../src/main/services/tenant-asks';
import type { EngineRequest, TenantAsk } from '../../../../src/shared/ipc/engine-protocol';
import type { DirectoryRequest } from '../../../../src/shared/ipc/tenant-access';

const batch = (...requests: readonly object[]): string => JSON.stringify({ requests });
const READ = { id: '1', method: 'GET', url: '/users' };

const ask = (method: string, path: string, body: string | null = null): DirectoryRequest =>
  ({ method, path, headers: {}, body }) as unknown as DirectoryRequest;

const CASES: readonly (readonly [what: string, request: DirectoryRequest, isRead: boolean])[] = [
  ['a list', ask('GET', '/v1.0/users?$top=999'), true],
  ['several reads at once', ask('POST', '/v1.0/$batch', batch(READ, { ...READ, id: '2' })), true],
  ['a change', ask('POST', '/v1.0/applications/1/addPassword', '{}'), false],
  ['a removal', ask('DELETE', '/v1.0/servicePrincipals/1'), false],
  ['an edit', ask('PATCH', '/v1.0/applications/1', '{}'), false],
  ['a replacement', ask('PUT', '/v1.0/applications/1/logo', ''), false],
  ['a method that is a change in small letters', ask('delete', '/v1.0/servicePrincipals/1'), false],
  ['a method that nobody knows', ask('MERGE', '/v1.0/groups/1'), false],
  ['a read with a body', ask('GET', '/v1.0/users', '{}'), false],
  ['a change among several reads', ask('POST', '/v1.0/$batch', batch(READ, { ...READ, method: 'DELETE' })), false],
  ['a change in small letters among them', ask('POST', '/v1.0/$batch', batch({ ...READ, method: 'patch' })), false],
  ['a method that is a list among them', ask('POST', '/v1.0/$batch', batch({ ...READ, method: ['GET'] })), false],
  ['a body among them', ask('POST', '/v1.0/$batch', batch({ ...READ, body: {} })), false],
  ['no list of requests', ask('POST', '/v1.0/$batch', '{"requests":{"method":"GET"}}'), false],
  ['nothing that can be read', ask('POST', '/v1.0/$batch', '{'), false],
  ['something else that ends so', ask('POST', '/v1.0/applications/1/addPassword?x=/v1.0/$batch', batch(READ)), false],
];

/** Sends what the engine asks for through main, and answers what reached the tenant and what came back. */
async function through(message: object): Promise<{ readonly reached: readonly string[]; readonly answer: unknown }> {
  const reached: string[] = [];
  const posted: EngineRequest[] = [];
  const ports: TenantPorts = {
    directory: {
      send: ({ method, path }) => {
        reached.push(`${method} ${path}`);
        return Promise.resolve({ kind: 'answer', status: 200, headers: {}, body: '{}' });
      },
    },
    exchange: {
      run: ({ cmdlet }) => {
        reached.push(cmdlet);
        return Promise.resolve({ kind: 'done', warnings: [] });
      },
      commands: () => Promise.resolve({ kind: 'commands', names: [] }),
    },
  };
  new TenantAsks((sent) => posted.push(sent)).begin({ kind: 'ask', id: 1, ask: 1, ...message } as TenantAsk, ports);
  await new Promise((turn) => setImmediate(turn));
  const [answered] = posted;
  return { reached, answer: answered?.kind === 'answered' ? answered.answer : null };
}

describe('what the engine may ask of a tenant', () => {
  it.each(CASES)('%s', async (_what, request, expected) => {
    expect(isRead(request)).toBe(expected);
    const { reached, answer } = await through({ api: 'directory', request });
    expect(reached).toEqual(expected ? [`${request.method} ${request.path}`] : []);
    expect(answer).toMatchObject({ kind: 'answer', status: expected ? 200 : 403 });
  });

  it.each([
    ['Get-EXOMailbox', true],
    ['Test-ServicePrincipalAuthorization', true],
    ['New-ServicePrincipal', false],
    ['Remove-ManagementScope', false],
    ['Set-Mailbox', false],
    ['Add-MailboxPermission', false],
    ['Get-Mailbox; Remove-Mailbox', false],
    ['Get-Mailbox\nRemove-Mailbox', false],
    ['', false],
  ])('the cmdlet "%s"', async (cmdlet, expected) => {
    expect(isReadingCmdlet({ cmdlet, parameters: {} })).toBe(expected);
    const { reached, answer } = await through({ api: 'exchange', command: { cmdlet, parameters: {} } });
    expect(reached).toEqual(expected ? [cmdlet] : []);
    expect(answer).toMatchObject({ kind: expected ? 'done' : 'error' });
  });

  it('is never anything but a read, whatever it is called', () => {
    const methods = fc.oneof(fc.constantFrom('POST', 'PATCH', 'PUT', 'DELETE', 'get', 'GET '), fc.string());
    fc.assert(
      fc.property(methods, fc.string(), fc.option(fc.string()), (method, path, body) => {
        if (method !== 'GET') expect(isRead(ask(method, path, body))).toBe(false);
      }),
    );
  });
});
