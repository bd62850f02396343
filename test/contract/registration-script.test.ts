import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registrationPermissions } from '../../src/main/services/registration-guide';
import { singleQuoted } from '../../src/shared/domain/powershell/single-quoted';
import { startPowerShell, type CollectorRun } from '../support/collector/run-collector';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { temporaryFolder } from '../support/reading/read-simulator';

const SCRIPT = join(import.meta.dirname, '../../resources/powershell/Register-MailscopeClient.ps1');
const TOKEN = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.made-up.token';

interface Application {
  id: string;
  appId: string;
  uniqueName: string | null;
  displayName: string;
  signInAudience?: string;
  isFallbackPublicClient?: boolean;
  publicClient?: { redirectUris: string[] };
  requiredResourceAccess?: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[];
}

/** As much of Graph as a registration needs: applications by id and by unique name, upsert. https://learn.microsoft.com/graph/api/application-upsert */
class Applications {
  readonly list: Application[] = [];
  readonly requests: string[] = [];

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
    const { method = 'GET', url = '', headers } = request;
    this.requests.push(`${method} ${url}`);
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body === null ? undefined : JSON.stringify(body));
    };
    if (headers.authorization !== `Bearer ${TOKEN}`) return send(401, { error: { code: 'InvalidAuthenticationToken', message: 'No.' } });
    const name = /^\/v1\.0\/applications\(uniqueName='([^']+)'\)$/.exec(decodeURIComponent(url))?.[1];
    const id = /^\/v1\.0\/applications\/([^/]+)$/.exec(url)?.[1];
    const found = this.list.find((one) => (name === undefined ? one.id === id : one.uniqueName === name));
    if (method === 'GET') {
      return found ? send(200, found) : send(404, { error: { code: 'Request_ResourceNotFound', message: 'It does not exist.' } });
    }
    const change = JSON.parse(text) as Partial<Application>;
    if (found) {
      Object.assign(found, change);
      return send(204, null);
    }
    if (method !== 'PATCH' || name === undefined || headers['prefer'] !== 'create-if-missing')
      return send(400, { error: { code: 'Refused', message: 'No.' } });
    const made = { displayName: '', ...change, id: `object-${this.list.length}`, appId: `app-${this.list.length}`, uniqueName: name };
    this.list.push(made);
    return send(201, made);
  }
}

let applications: Applications;
let server: Server;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(async () => {
  applications = new Applications();
  folder = temporaryFolder();
  server = createServer((request, response) => void applications.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

function register(...parameters: readonly string[]): Promise<CollectorRun> {
  const { port } = server.address() as AddressInfo;
  const runs = parameters.map(
    (more) =>
      `& ${singleQuoted(SCRIPT)} -GraphEndpoint http://127.0.0.1:${port} -TenantId contoso.example -GraphAccessToken $token ${more}`,
  );
  const lines = ['$token = ConvertTo-SecureString $env:TOKEN -AsPlainText -Force', ...runs, 'exit $LASTEXITCODE'];
  return startPowerShell(lines.join('\n'), { TOKEN }, folder.path).ended;
}

function permissionIds({ requiredResourceAccess = [] }: Application): readonly string[] {
  return requiredResourceAccess
    .flatMap(({ resourceAppId, resourceAccess }) => resourceAccess.map(({ id, type }) => `${resourceAppId} ${id} ${type}`))
    .sort();
}

const wanted = registrationPermissions()
  .map(({ resourceAppId, permissionId }) => `${resourceAppId} ${permissionId} Scope`)
  .sort();

describe.skipIf(powershellPath === null)('real PowerShell: the registration script', { timeout: 120_000 }, () => {
  it('registers one public client of this organisation, however often it runs, and prints its id', async () => {
    const run = await register('', '');
    expect(run).toMatchObject({ code: 0, errors: '' });
    expect(applications.list).toHaveLength(1);
    const [made] = applications.list;
    expect(made).toMatchObject({
      displayName: 'Mailscope',
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: true,
      publicClient: { redirectUris: ['http://localhost'] },
    });
    expect(permissionIds(made!)).toEqual(wanted);
    expect(run.output).toContain("Client id for Mailscope's settings: app-0");
    expect(run.output).toContain('https://login.microsoftonline.com/contoso.example/adminconsent?client_id=app-0');
    expect(run.output).toContain('lacks nothing');
    expect(applications.requests.filter((request) => request.startsWith('PATCH'))).toHaveLength(1);
    expect(run.output).not.toContain(TOKEN);
  });

  it('changes nothing with -WhatIf', async () => {
    expect(await register('-WhatIf')).toMatchObject({ code: 0, errors: '' });
    expect(applications.list).toEqual([]);
    expect(applications.requests.every((request) => request.startsWith('GET'))).toBe(true);
  });

  it('adds what a registration lacks, and takes nothing from it', async () => {
    const other = { resourceAppId: 'another-resource', resourceAccess: [{ id: 'kept', type: 'Role' }] };
    const graph = { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess: [{ id: 'kept-too', type: 'Scope' }] };
    applications.list.push({
      id: 'object-x',
      appId: 'app-x',
      uniqueName: 'mailscope-client',
      displayName: 'Ours',
      publicClient: { redirectUris: ['https://kept.example'] },
      requiredResourceAccess: [other, graph],
    });
    expect(await register('')).toMatchObject({ code: 0, errors: '' });
    const [held] = applications.list;
    expect(permissionIds(held!)).toEqual(
      [...wanted, 'another-resource kept Role', '00000003-0000-0000-c000-000000000000 kept-too Scope'].sort(),
    );
    expect(held).toMatchObject({ displayName: 'Ours', publicClient: { redirectUris: ['https://kept.example', 'http://localhost'] } });
  });

  it('leaves an app of the same name alone that it did not make', async () => {
    applications.list.push({ id: 'object-x', appId: 'app-x', uniqueName: null, displayName: 'Mailscope' });
    expect(await register('')).toMatchObject({ code: 0 });
    expect(applications.list).toHaveLength(2);
    expect(applications.list[0]).toEqual({ id: 'object-x', appId: 'app-x', uniqueName: null, displayName: 'Mailscope' });
  });

  it('says in one line why it could not, without the token', async () => {
    const { port } = server.address() as AddressInfo;
    const command = `& ${singleQuoted(SCRIPT)} -GraphEndpoint http://127.0.0.1:${port} -GraphAccessToken (ConvertTo-SecureString wrong-token -AsPlainText -Force); exit $LASTEXITCODE`;
    const run = await startPowerShell(command, {}, folder.path).ended;
    expect(run).toMatchObject({ code: 1, errors: 'InvalidAuthenticationToken: No.\n' });
    expect(run.output).not.toContain('wrong-token');
  });
});

describe.skipIf(powershellPath === null)('real PowerShell: a text in single quotes', () => {
  it('arrives as itself, whatever it is', async () => {
    // A file of UTF-8 holds no half of a pair, and no script a NUL.
    const texts = INJECTION_CORPUS.map(([, text]) => Buffer.from(text).toString('utf8')).filter((text) => !text.includes('\0'));
    const commands = texts.map((text) => `[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes(${singleQuoted(text)}))`);
    const file = join(folder.path, 'quoted.ps1');
    writeFileSync(file, `\ufeff${commands.join('\n')}\n`);
    const { output, errors } = await startPowerShell(`& ${singleQuoted(file)}`, {}, folder.path).ended;
    expect(errors).toBe('');
    const came = output
      .trimEnd()
      .split('\n')
      .map((line) => Buffer.from(line, 'base64').toString('utf8'));
    expect(came).toEqual(texts);
  });
});
