import type { CloudId } from '../../shared/domain/clouds/clouds';
import { readCredentialName } from '../../shared/domain/plan/credential-names';
import { agrees, disagreement, explainRound, isSettled, LIVE_CALLS, type LiveOperation } from '../../shared/domain/plan/live-verdict';
import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { LiveCredential, LiveTestStart, LiveTestState } from '../../shared/ipc/plan-shapes';
import type { DirectoryPort } from '../../shared/ipc/tenant-access';
import type { AppCallsPort, AppCredential, AppIdentityPort, AppToken } from '../ports/app-identity';
import type { ClockPort } from '../ports/clock';
import type { CallOptions } from '../ports/engine';
import type { EventsPort } from '../ports/events';
import type { SecretVault } from '../ports/secret-vault';
import type { ReadingTarget, TenantsPort } from '../ports/tenants';
import { callOnce, findMailboxes, type TriedCall, type TriedMailbox } from './live-calls';
import type { LiveOutcome } from './plan-attempt';
import type { ReadingQueries } from './query-reading';
import { aborted } from './tenant-looks';

/** What live tests work with. */
export interface LiveTestParts {
  readonly identity: AppIdentityPort;
  readonly calls: AppCallsPort;
  readonly vault: Pick<SecretVault, 'get' | 'names'>;
  readonly tenants: TenantsPort;
  readonly queries: Pick<ReadingQueries, 'ask'>;
  readonly events: EventsPort;
  /** The cloud of a target, and the time there; null for an account that is not signed in. */
  readonly placeOf: (target: ReadingTarget) => Promise<{ readonly cloud: CloudId; readonly clock: ClockPort } | null>;
}

/** What is tried, by whom, and what is expected. */
interface Tested {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly appId: string;
  readonly tries: readonly {
    readonly mailbox: TriedMailbox;
    readonly expected: 'allowed' | 'refused';
    readonly operations: readonly LiveOperation[];
  }[];
}

type Verdicts = ReadonlyMap<string, 'yes' | 'no' | 'unknown'>;

/** Credentials in the vault that a person may use; sign-ins of Mailscope itself are none of them. */
const USABLE = 'secrets/';
const FIRST_PAUSE = 5_000;
const SLOWEST_PAUSE = 5 * 60_000;
const MOST_DISAGREEMENTS = 100;
const NO_CREDENTIAL =
  'The app’s own credential is needed for real calls, and none is kept here. Give it for this test, or test elsewhere and confirm.';

/** Real calls with an app's own credential: what it can do, as no cmdlet and no reading can show it. */
export class LiveTests {
  constructor(private readonly parts: LiveTestParts) {}

  /** Tests, again and again, until the answer is as expected or patience ends. What was pasted is used and forgotten. */
  async run(
    wish: LiveTestStart,
    { requestId, signal: given }: CallOptions & { readonly requestId: string },
  ): Promise<Result<LiveTestState, Failure>> {
    const signal = given ?? new AbortController().signal;
    const place = await this.parts.placeOf(wish.target);
    if (place === null) return err(failure('account-unknown'));
    const credential = await this.credentialOf(wish.credential);
    if (!credential.ok) return credential;
    const tenant = await this.parts.tenants.connect(wish.target, signal);
    if (!tenant.ok) return tenant;
    const tested = await this.prepare({ ...wish, cloud: place.cloud, tenantId: tenant.value.tenantId }, tenant.value.directory, signal);
    const engine = await this.verdicts(wish.readingId, tested, given ? { signal } : {});
    const { clock } = place;
    const until = Date.parse(clock.now()) + wish.patience * 1000;
    let pause = FIRST_PAUSE;
    for (let round = 1; ; round += 1) {
      const token = await this.parts.identity.token({ ...tested, credential: credential.value }, signal);
      if (signal.aborted) return err(failure('cancelled'));
      const now = Date.parse(clock.now());
      // A new credential takes a while to be known; anything else does not get better by waiting.
      // Once is once, though the demo's clock, which is looked at anew, may go back by a moment.
      const over = wish.patience === 0 || now >= until;
      if (!token.ok && (token.error.code !== 'app-credential-refused' || over)) return token;
      const results = token.ok
        ? await callOnce(this.parts.calls, { cloud: tested.cloud, token: token.value.token }, tested.tries, signal)
        : [];
      if (signal.aborted) return err(failure('cancelled'));
      const state = stateOf(tested.appId, round, results, token.ok ? token.value : null, engine);
      const ends = state.settled || over;
      const next = { ...state, nextAt: ends ? null : new Date(Math.min(now + pause, until)).toISOString() };
      this.parts.events.send('liveTestProgress', { requestId, state: next });
      if (ends) return ok(next);
      await Promise.race([clock.sleep(Math.min(pause, until - now)), aborted(signal)]);
      pause = Math.min(pause * 2, SLOWEST_PAUSE);
    }
  }

  /** One round for a step of a plan, with a credential that was given for it, or one that is kept for the app. */
  async forStep(
    {
      plan,
      step,
      target,
      tenant,
    }: {
      readonly plan: Plan;
      readonly step: PlanStep;
      readonly target: ReadingTarget;
      readonly tenant: { readonly tenantId: string; readonly directory: DirectoryPort };
    },
    given: LiveCredential | null,
    signal: AbortSignal,
  ): Promise<LiveOutcome> {
    const order = step.liveTest;
    if (order === null) return { kind: 'settled', says: [] };
    const place = await this.parts.placeOf(target);
    if (place === null) return failed(failure('account-unknown'));
    if (given !== null) {
      const credential = await this.credentialOf(given);
      return credential.ok ? this.oneRound(order, place.cloud, tenant, [credential.value], signal) : failed(credential.error);
    }
    const kept = await this.keptFor(order.appId, plan.id);
    return kept.length > 0 ? this.oneRound(order, place.cloud, tenant, kept, signal) : { kind: 'no-credential', says: NO_CREDENTIAL };
  }

  private async oneRound(
    order: NonNullable<PlanStep['liveTest']>,
    cloud: CloudId,
    { tenantId, directory }: { readonly tenantId: string; readonly directory: DirectoryPort },
    credentials: readonly AppCredential[],
    signal: AbortSignal,
  ): Promise<LiveOutcome> {
    const operations = operationsOf(order.operations);
    const tested = await this.prepare({ ...order, operations, cloud, tenantId }, directory, signal);
    let token: Result<AppToken, Failure> = err(failure('live-test-no-credential'));
    for (const credential of credentials) {
      token = await this.parts.identity.token({ ...tested, credential }, signal);
      if (token.ok || signal.aborted) break;
    }
    if (!token.ok)
      return token.error.code === 'app-credential-refused' ? { kind: 'not-yet', says: token.error.message } : failed(token.error);
    const results = await callOnce(this.parts.calls, { cloud, token: token.value.token }, tested.tries, signal);
    const round = { results, tokenRoles: token.value.roles };
    if (isSettled(round)) return { kind: 'settled', says: results.map(({ says }) => says) };
    return { kind: 'not-yet', says: explainRound(round) };
  }

  private async prepare(
    wish: {
      readonly cloud: CloudId;
      readonly tenantId: string;
      readonly appId: string;
      readonly inside: readonly string[];
      readonly outside: readonly string[];
      readonly operations: readonly LiveOperation[];
    },
    directory: DirectoryPort,
    signal: AbortSignal,
  ): Promise<Tested> {
    const { cloud, tenantId, appId, inside, outside, operations } = wish;
    const mailboxes = await findMailboxes(directory, [...inside, ...outside], signal);
    const tries = mailboxes.map((mailbox, index) => {
      const expected = index < inside.length ? ('allowed' as const) : ('refused' as const);
      return { mailbox, expected, operations };
    });
    return { cloud, tenantId, appId, tries };
  }

  private async credentialOf(given: LiveCredential): Promise<Result<AppCredential, Failure>> {
    if (given.kind !== 'kept') return ok(given);
    const text = given.vaultName.startsWith(USABLE) ? await this.parts.vault.get(given.vaultName) : null;
    return text === null ? err(failure('live-test-no-credential')) : ok(credentialIn(text));
  }

  /** Credentials of an app that plans have created here; those of this plan first. */
  private async keptFor(appId: string, planId: string): Promise<readonly AppCredential[]> {
    const names = (await this.parts.vault.names()).filter((name) => readCredentialName(name)?.appId === appId.toLowerCase());
    names.sort((one, other) => Number(readCredentialName(other)?.planId === planId) - Number(readCredentialName(one)?.planId === planId));
    const texts = await Promise.all(names.map((name) => this.parts.vault.get(name)));
    return texts.filter((text) => text !== null).map(credentialIn);
  }

  private async verdicts(readingId: string | null, { appId, tries }: Tested, options: CallOptions): Promise<Verdicts> {
    const [first] = tries;
    if (readingId === null || first === undefined) return new Map();
    const capabilities = [...new Set(first.operations.map((operation) => LIVE_CALLS[operation].capability))];
    const asked = await this.parts.queries.ask(
      'verdicts',
      { readingId, appId, mailboxIds: tries.map(({ mailbox }) => mailbox.id), capabilities },
      options,
    );
    // What the reading cannot say is left out: the calls stand for themselves.
    if (!asked.ok) return new Map();
    return new Map(asked.value.map(({ mailboxId, capability, verdict }) => [`${mailboxId} ${capability}`, verdict] as const));
  }
}

function stateOf(appId: string, round: number, results: readonly TriedCall[], token: AppToken | null, engine: Verdicts): LiveTestState {
  const tokenRoles = [...(token?.roles ?? [])];
  const rows = results.map((result) => {
    const verdict = engine.get(`${result.mailbox.id} ${LIVE_CALLS[result.operation].capability}`) ?? null;
    return { ...result, engine: verdict, agrees: agrees(result.outcome, verdict) };
  });
  const disagreements = rows.flatMap(({ mailbox, operation, expected, outcome, agrees: same }) =>
    same === false && (outcome === 'allowed' || outcome === 'refused')
      ? [disagreement(`The app ${appId}`, { operation, mailbox: mailbox.name, expected, exists: mailbox.exists }, outcome)]
      : [],
  );
  return {
    results: rows.map(({ mailbox, ...result }) => ({ ...result, mailboxId: mailbox.id, mailbox: mailbox.name })),
    round,
    settled: isSettled({ results }),
    nextAt: null,
    roles: tokenRoles,
    rolesUntil: token === null ? null : new Date(token.expiresAt).toISOString(),
    says:
      token === null
        ? 'Entra does not take the credential: it is a wrong one, or so new that it is not known yet, which takes some minutes.'
        : explainRound({ results, tokenRoles }),
    disagreements: disagreements.slice(0, MOST_DISAGREEMENTS),
  };
}

function credentialIn(text: string): AppCredential {
  return text.includes('-----BEGIN ') ? { kind: 'certificate', pem: text } : { kind: 'secret', text };
}

/** What of a step's wishes can be tried; where mail is read, its folders tell nothing more. */
function operationsOf(names: readonly string[]): readonly LiveOperation[] {
  const known = names.filter((name): name is LiveOperation => Object.hasOwn(LIVE_CALLS, name));
  const rest = known.filter((name) => name !== 'folders.read');
  return rest.length > 0 ? rest : known;
}

function failed({ code, message, detail }: Failure): LiveOutcome {
  return { kind: 'failed', code, says: detail === null ? message : `${message} ${detail}` };
}
