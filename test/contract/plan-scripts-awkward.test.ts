import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, PlanStep } from '../../src/shared/domain/plan/plan.schema';
import { exchangeLook } from '../../src/shared/domain/plan/look';
import { singleQuoted } from '../../src/shared/domain/powershell/single-quoted';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { startPowerShell } from '../support/collector/run-collector';
import { powershellPath } from '../support/find-powershell';
import { planWithText } from '../support/plan-script/hand-made-plan';
import {
  changedRows,
  confirmAll,
  evidenceOf,
  placeScript,
  rowsOf,
  runScripts,
  startScript,
  type PlacedScript,
} from '../support/plan-script/run-plan-script';
import { contextOf, samplePlan } from '../support/plan-script/sample-plans';
import { readerOf, temporaryFolder } from '../support/reading/read-simulator';
import { referenceFolder } from '../support/reference';
import { SimulatorBrowser } from '../support/simulator-browser';
import { askForToken, GRAPH } from '../support/simulator-client';
import { personNamed } from '../support/simulator-sign-in';

let folder: ReturnType<typeof temporaryFolder>;
let simulator: RunningSimulator | null;

beforeEach(() => {
  folder = temporaryFolder();
  simulator = null;
});

afterEach(async () => {
  await simulator?.stop();
  folder.remove();
});

describe.skipIf(powershellPath === null || referenceFolder === null)(
  'real PowerShell: scripts of plans where things go wrong',
  { timeout: 240_000 },
  () => {
    async function start(options: Parameters<typeof startSimulator>[0] = {}): Promise<RunningSimulator> {
      simulator = await startSimulator({ size: 'S', ...options });
      return simulator;
    }

    it('sends a change once whose answer is cut off, and finds that it was done', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'disable-app');
      tenant.faults.set('drop-after-commit=1@PATCH');
      const [run, back] = await runScripts(placeScript(tenant, folder.path, plan), confirmAll(plan), `-Rollback ${confirmAll(plan)}`);
      expect(run, run?.output).toMatchObject({ code: 0, errors: '' });
      expect(run?.output).toContain('No answer had come');
      expect(run?.changes).toHaveLength(1);
      expect(back, back?.output).toMatchObject({ code: 0, errors: '' });
    });

    it('goes on where it was after it was ended in the middle of a change, and takes that change back', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'repair-pointer');
      const before = rowsOf(tenant);
      const script = placeScript(tenant, folder.path, plan);
      tenant.faults.set('hold=1@/exchange/cmdlet/new-serviceprincipal');
      const { child, ended } = startScript(script, [confirmAll(plan)]);
      while (!tenant.log.all().some(({ cmdlet }) => cmdlet === 'New-ServicePrincipal'))
        await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGKILL');
      await ended;
      tenant.faults.clearAll();
      const [rest, back] = await runScripts(script, confirmAll(plan), `-Rollback ${confirmAll(plan)}`);
      expect(rest, rest?.output).toMatchObject({ code: 0, errors: '' });
      expect(tenant.log.all().filter(({ cmdlet }) => cmdlet === 'New-ServicePrincipal')).toHaveLength(
        1 + (back?.changes.filter((change) => change.startsWith('New-ServicePrincipal')).length ?? 0),
      );
      expect(back, back?.output).toMatchObject({ code: 0, errors: '' });
      expect(changedRows(before, back?.rows ?? before)).toEqual([]);
    });

    it('keeps a new secret where only its owner can read it, and shows it nowhere', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'rotate-credential', { credential: 'secret' });
      const script = placeScript(tenant, folder.path, plan);
      const [run] = await runScripts(script, `-Verbose ${confirmAll(plan)}`);
      expect(run, run?.output).toMatchObject({ code: 0, errors: '' });
      const { path, text } = keptSecret(script);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(await signsIn(tenant, plan, text)).toBe(200);
      const written = readdirSync(folder.path)
        .filter((name) => /\.(ps1|json)$/.test(name))
        .map((name) => readFileSync(join(folder.path, name), 'utf8'));
      expect([run?.output ?? '', ...written].filter((said) => said.includes(text))).toEqual([]);
    });

    it('removes a secret whose text was lost with the answer, makes one anew, and shows it where it is asked to', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'rotate-credential', { credential: 'secret' });
      tenant.faults.set('drop-after-commit=1@addPassword');
      const script = placeScript(tenant, folder.path, plan);
      const [run] = await runScripts(script, `-ShowSecret ${confirmAll(plan)}`);
      expect(run, run?.output).toMatchObject({ code: 0, errors: '' });
      const { text } = keptSecret(script);
      expect(run?.output).toContain(text);
      expect(await signsIn(tenant, plan, text)).toBe(200);
      const tag = plan.steps.find(({ credential }) => credential !== null)?.credential?.tag;
      const made = [...tenant.state().applications]
        .flatMap(({ passwordCredentials }) => passwordCredentials)
        .filter(({ displayName }) => displayName === tag);
      expect(made).toHaveLength(1);
    });

    it('makes a certificate whose key only its owner can read', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'rotate-credential', { credential: 'certificate' });
      const script = placeScript(tenant, folder.path, plan);
      const [run, again] = await runScripts(script, confirmAll(plan), confirmAll(plan));
      expect(run, run?.output).toMatchObject({ code: 0, errors: '' });
      expect(again, again?.output).toMatchObject({ code: 0, changes: [] });
      const { path, text } = keptSecret(script);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(text).toContain('-----BEGIN PRIVATE KEY-----');
      const [back] = await runScripts(script, `-Rollback ${confirmAll(plan)}`);
      expect(back?.output).toContain('cannot be taken back');
      const evidence = readFileSync(script.evidence, 'utf8');
      expect(`${run?.output}${evidence}`).not.toContain('PRIVATE KEY');
    });

    it('changes nothing in another tenant, and nothing where the tenant is not as it was read', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'disable-app');
      const other = placeScript(tenant, folder.path, {
        ...plan,
        id: 'other-tenant',
        tenant: { ...plan.tenant, id: '11111111-2222-3333-4444-555555555555' },
      });
      const [elsewhere] = await runScripts(other, confirmAll(plan));
      expect(elsewhere).toMatchObject({ code: 2, changes: [] });
      expect(elsewhere?.errors).toContain('another tenant');
      const gone = exchangeLook('Get-ManagementScope', { Identity: 'nowhere' }, { says: 'There is the scope "nowhere".' });
      const stale = placeScript(tenant, folder.path, { ...plan, id: 'stale-plan', basis: [gone] });
      const [changed] = await runScripts(stale, confirmAll(plan));
      expect(changed).toMatchObject({ code: 4, changes: [] });
      expect(changed?.errors).toContain('There is the scope "nowhere".');
    });

    it('refuses at once what cannot be meant, and asks nobody where nobody can be asked', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'rotate-credential', { credential: 'secret' });
      const script = placeScript(tenant, folder.path, plan);
      const [nobody, unknown, needed, unread, go] = await runScripts(
        script,
        '',
        "-Confirmed 'no-such-step'",
        `-Skip ${plan.steps[0]!.id}`,
        `-Rollback -EvidenceFile ${singleQuoted(join(folder.path, 'none.json'))}`,
        confirmAll(plan),
      );
      expect(nobody, nobody?.output).toMatchObject({ code: 3 });
      expect(nobody?.errors).toContain('-Confirmed');
      expect(unknown).toMatchObject({ code: 2, changes: [] });
      expect(unknown?.errors).toContain('There is no step no-such-step.');
      expect(needed).toMatchObject({ code: 2, changes: [] });
      expect(unread).toMatchObject({ code: 2, changes: [] });
      expect(go, go?.output).toMatchObject({ code: 0, errors: '' });
      expect([...(nobody?.changes ?? []), ...(go?.changes ?? [])]).toHaveLength(2);
    });

    it('tests with the app itself: first it gets in everywhere, then only inside', async () => {
      const tenant = await start();
      const app = tenant.apps.find(({ displayName }) => displayName === 'Ledgerline Payables')!;
      const plan = samplePlan(contextOf(tenant.state()), 'restrict-app', { subject: app.appId });
      const secrets = { APP_SECRET: app.secret };
      const test = { ...placeScript(tenant, folder.path, { ...plan, id: 'only-the-test', steps: plan.steps.slice(-1) }), secrets };
      const [open] = await runScripts(test, '-TestSecret (secure APP_SECRET) -WaitMinutes 0.02');
      expect(open, open?.output).toMatchObject({ code: 3, changes: [] });
      expect(open?.errors).toContain('Not as it should be yet: The app can still read mail of');

      const whole = { ...placeScript(tenant, folder.path, plan), secrets };
      const confirmed = confirmAll({ ...plan, steps: plan.steps.slice(0, -1) });
      let said = '';
      const codes: (number | null)[] = [];
      for (let round = 0; round < 6 && codes.at(-1) !== 0; round += 1) {
        const [run] = await runScripts(whole, `${confirmed} -TestSecret (secure APP_SECRET) -WaitMinutes 0.05`);
        codes.push(run?.code ?? null);
        said += `${run?.output}${run?.errors}`;
        tenant.clock().advance(60 * 60_000);
      }
      expect(codes.at(-1), said).toBe(0);
      expect(said).toContain('inside every call got through, outside every call was refused');
      expect(said).not.toContain(app.secret);
    });

    it('signs in as the app with the certificate that it has made', async () => {
      // An assertion is valid by the clock of this machine.
      const tenant = await start({ start: Date.now() });
      const app = tenant.apps.find(({ displayName }) => displayName === 'Ledgerline Payables')!;
      const { steps, ...plan } = samplePlan(contextOf(tenant.state()), 'rotate-credential', {
        subject: app.appId,
        credential: 'certificate',
      });
      const [mailbox] = [...tenant.state().mailboxes];
      const liveTest = { appId: app.appId, inside: [mailbox!.ExternalDirectoryObjectId], outside: [], operations: ['mail.read'] };
      const test: PlanStep = { ...steps[0]!, id: 'live', change: null, credential: null, outputs: {}, undo: { kind: 'nothing' }, liveTest };
      const script = placeScript(tenant, folder.path, { ...plan, steps: [steps[0]!, test] });
      const [run] = await runScripts(script, '');
      expect(run, run?.output).toMatchObject({ code: 0, errors: '' });
      expect(run?.output).toContain('inside every call got through');
      expect(tenant.log.all().some(({ appId, path }) => appId === app.appId && path.includes('/messages'))).toBe(true);
    });

    it('signs in as an app, and as a person by a code, once for Graph and for Exchange Online', async () => {
      const tenant = await start();
      const plan = samplePlan(contextOf(tenant.state()), 'restrict-app');
      const { path, evidence, environment } = placeScript(tenant, folder.path, plan);
      const { appId, secret } = readerOf(tenant);
      const call = `& ${singleQuoted(path)} -WhatIf -EvidenceFile ${singleQuoted(evidence)} -GraphEndpoint ${tenant.url} -LoginEndpoint ${tenant.url}`;
      const secure = 'ConvertTo-SecureString $env:APP_SECRET -AsPlainText -Force';
      // A sign-in that ends is renewed.
      tenant.faults.set('expired-token=1@/exchange/cmdlet/');
      const asApp = startPowerShell(
        `${call} -ClientId ${appId} -ClientSecret (${secure}); exit $LASTEXITCODE`,
        { ...environment, APP_SECRET: secret },
        folder.path,
      );
      const app = await asApp.ended;
      const ended = (): readonly string[] => tenant.log.all().flatMap(({ front, status }) => (status === 401 ? [front] : []));
      expect(ended()).toEqual(['exchange']);
      tenant.faults.set('expired-token=1@/v1.0/');
      expect(app, app.output).toMatchObject({ code: 0, errors: '' });

      const person = personNamed(tenant, 'Global Administrator');
      const asPerson = startPowerShell(
        `${call} -ClientId ${tenant.operator!.clientId} -ExchangeSignIn Token; exit $LASTEXITCODE`,
        environment,
        folder.path,
      );
      const { said } = asPerson;
      while (!/enter the code (\w+)/.test(said())) await new Promise((resolve) => setTimeout(resolve, 50));
      const browser = new SimulatorBrowser(tenant.url);
      await browser.open(/https?:\/\/\S+deviceauth/.exec(said())?.[0] ?? '');
      await browser.post({ otc: /enter the code (\w+)/.exec(said())?.[1] ?? '' });
      await browser.pick(person.userPrincipalName);
      await browser.signIn(person.password);
      await browser.press('continue');
      if (!browser.page.text.includes('You may now close this window')) await browser.press('accept');
      const run = await asPerson.ended;
      expect(run, run.output).toMatchObject({ code: 0, errors: '' });
      expect(ended()).toEqual(['exchange', 'graph']);
      expect(`${app.output}${run.output}`).not.toMatch(/eyJ[A-Za-z0-9_-]{20,}/);
    });

    it('shows what a name would do to a screen, and does not let it', async () => {
      const tenant = await start();
      const plan = planWithText('\u001b[2Ja\u202eb\r\n[1/1] Done\u0007');
      const script = placeScript(tenant, folder.path, { ...plan, basis: [] });
      const [run] = await runScripts(script, '-WhatIf');
      expect(run, run?.output).toMatchObject({ code: 0, errors: '', changes: [] });
      for (const unseen of ['\u001b', '\u202e', '\u0007', '\n[1/1] Done']) expect(run?.output).not.toContain(unseen);
      expect(run?.output).toContain('[U+001B][2Ja[U+202E]b [1/1] Done[U+0007]');
    });

    it('ends where a change takes longer, and goes on from there', async () => {
      const tenant = await start({ replication: 'real', standing: true });
      const plan = samplePlan(contextOf(tenant.state()), 'repair-pointer');
      const script = placeScript(tenant, folder.path, plan);
      const first = await runScripts(script, `${confirmAll(plan)} -WaitMinutes 0.01`);
      const codes = [first[0]?.code];
      const changes = [...(first[0]?.changes ?? [])];
      for (let round = 0; round < 8 && codes.at(-1) === 3; round += 1) {
        tenant.clock().advance(30 * 60_000);
        const [next] = await runScripts(script, confirmAll(plan));
        codes.push(next?.code ?? null);
        changes.push(...(next?.changes ?? []));
      }
      expect(codes.at(-1)).toBe(0);
      expect(new Set(changes).size).toBe(changes.length);
    });
  },
);

/** What is kept of the one credential that a script made. */
function keptSecret(script: PlacedScript): { readonly path: string; readonly text: string } {
  const path = Object.values(evidenceOf(script)?.steps ?? {}).find(({ secretFile }) => secretFile !== '')?.secretFile ?? '';
  return { path, text: readFileSync(path, 'utf8') };
}

/** What the sign-in service says to the app of a plan with this secret. */
async function signsIn(tenant: RunningSimulator, { subject }: Plan, secret: string): Promise<number> {
  const form = { grant_type: 'client_credentials', client_id: subject.id, client_secret: secret, scope: `${GRAPH}/.default` };
  return (await askForToken(tenant, form)).status;
}
