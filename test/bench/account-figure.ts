import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { startPackaged } from '../support/packaged-app';
import { SimulatorBrowser } from '../support/simulator-browser';
import { personNamed, signInNameOf } from '../support/simulator-sign-in';
import { KeyringSession } from '../support/vault/keyring-session';
import { evaluateOnce } from './evaluate-once';
import type { Figure } from './figures';
import { median } from './measure-process';

const REPEATS = 3;

/** Runs in the window: when the accounts of this machine stood on the start screen, by the clock. */
const ACCOUNTS = `new Promise((resolve) => {
  const look = () => document.querySelector('ul[aria-label="Signed-in accounts"] li')
    ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())))
    : setTimeout(look, 5);
  look();
})`;

/** Runs in the window: whether the account can be used without signing in. */
const STATE = `window.mailscope.account.list({ requestId: 'state', input: {} })
  .then((answer) => answer.ok ? answer.value.accounts[0]?.state : answer.error)`;

/** Runs in the window: when the start screen is there. Before it the page may still be another one. */
const READY = `new Promise((resolve) => {
  const look = () => document.querySelector('main h1') ? resolve(true) : setTimeout(look, 20);
  look();
})`;

/** Runs in the window: begins a sign-in, and answers the code that somebody has to enter. */
const BEGIN = `new Promise((resolve) => {
  window.mailscope.events.onSignInProgress(({ deviceCode }) => deviceCode && resolve(deviceCode.userCode));
  const input = { cloud: 'demo', tenant: null, asPartner: false, loginHint: null, client: 'own', method: 'deviceCode' };
  window.signedIn = window.mailscope.account.signIn({ requestId: 'bench', input });
  void window.signedIn.then((answer) => answer.ok || resolve(answer.error.message));
})`;

type Environment = Readonly<Record<string, string>>;

/** Cold start of the built app where somebody signed in before, with tokens in a keychain. Nothing where no keychain can be made for it. */
export async function accountFigure(executable: string, display: Environment): Promise<Figure[]> {
  const canKeep = ['dbus-daemon', 'gnome-keyring-daemon'].every((program) => spawnSync(program, ['--version']).status === 0);
  if (process.platform !== 'linux' || !canKeep) {
    process.stderr.write('The start with an account was not measured: no keychain can be made for it here.\n');
    return [];
  }
  const userData = mkdtempSync(join(tmpdir(), 'mailscope-bench-'));
  const simulator = await startSimulator();
  const keyring = await KeyringSession.start();
  try {
    const reader = simulator.apps.find(({ displayName }) => displayName === 'Tenant Reader');
    const tenant = { url: simulator.url, tenantId: simulator.tenantId, appId: reader?.appId, secret: reader?.secret };
    const bus = keyring.environment['DBUS_SESSION_BUS_ADDRESS'] ?? '';
    const env = { ...display, DBUS_SESSION_BUS_ADDRESS: bus, MAILSCOPE_SIMULATOR: JSON.stringify(tenant) };
    await signInOnce(executable, env, userData, simulator);
    const times: number[] = [];
    for (let run = 0; run < REPEATS; run += 1) {
      const began = Date.now();
      const app = startPackaged(executable, { args: [process.cwd()], env, userData });
      try {
        times.push(Number(await evaluateOnce(() => app.evaluate(ACCOUNTS))) - began);
        const answer = JSON.stringify(await app.evaluate(STATE));
        if (answer !== '"ready"') throw new Error(`the account was not kept: ${answer}`);
      } finally {
        await app.stop();
      }
    }
    return [{ name: 'app: program to start screen with an account from an earlier start', value: median(times), unit: 'ms' }];
  } finally {
    await keyring.stop();
    await simulator.stop();
    rmSync(userData, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function signInOnce(executable: string, env: Environment, userData: string, simulator: RunningSimulator): Promise<void> {
  const app = startPackaged(executable, { args: [process.cwd()], env, userData });
  try {
    await evaluateOnce(() => app.evaluate(READY));
    const code = String(await evaluateOnce(() => app.evaluate(BEGIN)));
    const person = personNamed(simulator, 'Global Reader');
    const browser = new SimulatorBrowser(simulator.url);
    await browser.open(`${simulator.url}/common/oauth2/deviceauth`);
    await browser.post({ otc: code });
    await browser.pick(signInNameOf(person));
    await browser.signIn(person.password);
    await browser.press('continue');
    const answer = String(await app.evaluate('window.signedIn.then((answer) => answer.ok ? "" : answer.error.message)'));
    if (answer !== '') throw new Error(answer);
  } finally {
    await app.stop();
  }
}
