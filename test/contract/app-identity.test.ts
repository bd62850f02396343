import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeCertificateMaker } from '../../src/main/adapters/crypto/node-certificate-maker';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { HttpAppIdentity } from '../../src/main/adapters/identity/http-app-identity';
import { connectChangeableSimulator } from '../../src/main/adapters/tenant/changeable-simulator';
import { GraphAppCalls } from '../../src/main/adapters/tenant/graph-app-calls';
import { SimulatorClock } from '../../src/main/adapters/tenant/simulator-clock';
import type { AppCredential, AppToken } from '../../src/main/ports/app-identity';
import type { ChangeableTenant, DirectoryChange } from '../../src/main/ports/tenant-writer';
import type { Result } from '../../src/shared/domain/result';
import type { Failure } from '../../src/shared/ipc/envelope';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';

const quiet = new AbortController().signal;
const DAY = 86_400_000;

describe('an app that signs in with its own credential', () => {
  let simulator: RunningSimulator;
  let tenant: ChangeableTenant;
  let identity: HttpAppIdentity;
  let calls: GraphAppCalls;
  let appId: string;
  let objectId: string;

  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    const { url } = simulator;
    const http = new NodeHttp({ hosts: { 'https://login.demo.invalid': url, 'https://graph.demo.invalid': url } });
    const clock = new SimulatorClock(new NodeHttp(), () => Promise.resolve(url));
    const connected = await connectChangeableSimulator(simulator, simulator.operator!, clock, quiet);
    if (!connected.ok) throw new Error(connected.error.message);
    tenant = connected.value;
    identity = new HttpAppIdentity({
      http,
      now: () => Promise.resolve(simulator.clock().now()),
      audience: (address) => Promise.resolve(address.replace('https://login.demo.invalid', url)),
    });
    calls = new GraphAppCalls(http, http);
    appId = simulator.apps[0]!.appId;
    objectId = [...simulator.state().applications].find((application) => application.appId === appId)!.id;
  });

  beforeEach(() => simulator.log.clear());

  afterAll(() => simulator.stop());

  const signIn = (credential: AppCredential, app = appId): Promise<Result<AppToken, Failure>> =>
    identity.token({ cloud: 'demo', tenantId: simulator.tenantId, appId: app, credential }, quiet);

  async function change(method: DirectoryChange['method'], path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const answered = await tenant.directoryWriter.change({ method, path, headers: {}, body: JSON.stringify(body) }, quiet);
    if (answered.kind !== 'answer' || answered.status >= 300) throw new Error(JSON.stringify(answered));
    return answered.body === '' ? {} : (JSON.parse(answered.body) as Record<string, unknown>);
  }

  it('has a token by a secret that was made just now', async () => {
    const made = await change('POST', `/v1.0/applications/${objectId}/addPassword`, { passwordCredential: { displayName: 'made' } });
    const token = await signIn({ kind: 'secret', text: String(made['secretText']) });
    expect(token).toMatchObject({ ok: true, value: { roles: expect.arrayContaining(['Mail.Send']) as unknown } });
  });

  it('has a token by a certificate that was made just now, and Graph takes it', async () => {
    const maker = new NodeCertificateMaker();
    const made = await maker.make({ subject: 'CN=Mailscope', notBefore: new Date(simulator.clock().now()).toISOString(), days: 30 });
    const key = { type: 'AsymmetricX509Cert', usage: 'Verify', key: made.certificate, displayName: 'made' };
    await change('PATCH', `/v1.0/applications/${objectId}`, { keyCredentials: [key] });
    const token = await signIn({ kind: 'certificate', pem: made.pem });
    if (!token.ok) throw new Error(JSON.stringify(token.error));
    expect(token.value.expiresAt).toBeGreaterThan(simulator.clock().now());
    const mailbox = [...simulator.state().mailboxes][0]!;
    const path = `/v1.0/users/${mailbox.ExternalDirectoryObjectId}/messages?$top=1`;
    const answered = await calls.call({ cloud: 'demo', token: token.value.token, method: 'GET', path, body: null }, quiet);
    expect(answered).toMatchObject({ kind: 'answer', status: 200 });

    const other = await maker.make({ subject: 'CN=Mailscope', notBefore: made.notBefore, days: 30 });
    expect(await signIn({ kind: 'certificate', pem: other.pem })).toMatchObject({
      error: { code: 'app-credential-refused', detail: expect.stringContaining('AADSTS700027') as string },
    });
    simulator.clock().advance(31 * DAY);
    expect(await signIn({ kind: 'certificate', pem: made.pem })).toMatchObject({ error: { code: 'app-credential-refused' } });
  });

  it('is refused with a secret that is wrong, with one that has ended, and where it is not known', async () => {
    expect(await signIn({ kind: 'secret', text: 'wrong' })).toMatchObject({ error: { code: 'app-credential-refused' } });
    const endDateTime = new Date(simulator.clock().now() + DAY).toISOString();
    const made = await change('POST', `/v1.0/applications/${objectId}/addPassword`, {
      passwordCredential: { displayName: 'short', endDateTime },
    });
    simulator.clock().advance(2 * DAY);
    expect(await signIn({ kind: 'secret', text: String(made['secretText']) })).toMatchObject({ error: { code: 'app-credential-expired' } });
    expect(await signIn({ kind: 'secret', text: 'x' }, '00000000-0000-4000-8000-000000000000')).toMatchObject({
      error: { code: 'app-not-here' },
    });
  });

  it('is refused where it is disabled', async () => {
    const made = await change('POST', `/v1.0/applications/${objectId}/addPassword`, { passwordCredential: { displayName: 'again' } });
    const principal = [...simulator.state().servicePrincipals].find((candidate) => candidate.appId === appId)!;
    await change('PATCH', `/v1.0/servicePrincipals/${principal.id}`, { accountEnabled: false });
    expect(await signIn({ kind: 'secret', text: String(made['secretText']) })).toMatchObject({ error: { code: 'app-disabled' } });
  });

  it('makes one secret where the connection is cut after it was made', async () => {
    const count = (): number =>
      [...simulator.state().applications]
        .find(({ id }) => id === objectId)!
        .passwordCredentials.filter(({ displayName }) => displayName === 'once').length;
    simulator.faults.set('drop-after-commit=1');
    const body = JSON.stringify({ passwordCredential: { displayName: 'once' } });
    const path = `/v1.0/applications/${objectId}/addPassword`;
    const answered = await tenant.directoryWriter.change({ method: 'POST', path, headers: {}, body }, quiet);
    expect([answered.kind, count(), simulator.log.all().filter((entry) => entry.path === path).length]).toEqual(['unreachable', 1, 1]);
  });
});
