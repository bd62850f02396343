import { readOutputs } from '../../shared/domain/plan/look-result';
import type { PlanStep } from '../../shared/domain/plan/plan.schema';
import type { PlanAttempt } from './plan-attempt';
import type { PlanTask, StepEnd } from './plan-task';
import type { Seen } from './tenant-looks';

type Found = Readonly<Record<string, unknown>>;

/** Whether the tenant has the credential of a step whose text is kept here. `none`: it is yet to be made. */
export type Own =
  { readonly kind: 'own'; readonly found: Found } | { readonly kind: 'none' } | { readonly kind: 'end'; readonly end: StepEnd };

const IN_MEMORY = 'The keychain did not take the secret: it is kept in memory alone, and is lost when Mailscope ends. Hand it over now.';
const HALF_A_MINUTE = 30_000;

/** Credentials that steps create: kept before anything else may fail, told from orphans by what is kept. */
export class PlanCredentials {
  constructor(private readonly attempt: PlanAttempt) {}

  /** What has to be known before a secret is made that this machine cannot keep; null otherwise. */
  async warning({ credential }: PlanStep): Promise<string | null> {
    if (credential === null) return null;
    const { state, message } = await this.attempt.parts.vault.state();
    // What belongs to the demo tenant ends with it.
    if (state === 'ready' || state === 'demo') return null;
    const what = credential.kind === 'secret' ? 'secret' : 'private key';
    return `${message ?? 'The keychain of this machine does not serve.'} The ${what} that this step creates is then kept in memory alone and is lost when Mailscope ends: hand it over before, or make the keychain serve first.`;
  }

  /** Makes what the change takes. Of a certificate the private key is in the vault before anybody is told of it. */
  async prepare(step: PlanStep): Promise<Readonly<Record<string, string>> | null> {
    const { credential } = step;
    if (credential?.kind !== 'certificate') return null;
    const { vault, certificates, tenant } = this.attempt.parts;
    // One that was made for an attempt that came to nothing serves the next one as well.
    const before = this.attempt.progress(step).made;
    if (before !== null && (await vault.get(credential.vaultName)) !== null) return before;
    const { pem, certificate, thumbprint, notBefore, notAfter } = await certificates.make({
      subject: credential.subject ?? `CN=${credential.label}`,
      notBefore: tenant.clock.now(),
      days: credential.days ?? 365,
    });
    await vault.set(credential.vaultName, pem);
    return { certificate, thumbprint, notBefore, notAfter };
  }

  /** Keeps the secret that an answer holds, the only one ever to do so. Its key id where the answer tells one, and what to know. */
  async keep({ credential }: PlanStep, answer: unknown): Promise<{ readonly keyId: string | null; readonly says: string }> {
    if (credential === null || typeof answer !== 'object' || answer === null) return { keyId: null, says: '' };
    const { vault } = this.attempt.parts;
    const { secretText, keyId } = answer as { readonly secretText?: unknown; readonly keyId?: unknown };
    const isSecret = credential.kind === 'secret' && typeof secretText === 'string';
    const kept = isSecret ? await vault.set(credential.vaultName, secretText) : 'kept';
    const isLost = kept === 'memory' && (await vault.state()).state !== 'demo';
    return { keyId: typeof keyId === 'string' ? keyId : null, says: isLost ? IN_MEMORY : '' };
  }

  /** Forgets what was kept: the credential is gone from the tenant. */
  async forget({ credential }: PlanStep): Promise<void> {
    if (credential !== null) await this.attempt.parts.vault.remove(credential.vaultName);
  }

  /** Which of those that carry the step's tag is the one whose text is kept; the others are orphans of a crash and are removed. */
  async tellApart(task: PlanTask, seen: Seen): Promise<Own> {
    const { step } = task;
    const found = seen.results[0]?.found ?? [];
    if (step.credential === null || found.length === 0) return { kind: 'none' };
    const text = await this.attempt.parts.vault.get(step.credential.vaultName);
    const own = text === null ? null : this.choose(step, found, text);
    for (const orphan of found) {
      if (orphan === own) continue;
      const end = await this.removeOrphan(task, orphan);
      if (end !== null) return { kind: 'end', end };
    }
    return own === null ? { kind: 'none' } : { kind: 'own', found: own };
  }

  /** The same without removing anything, once they have been told apart. */
  own(step: PlanStep, seen: Seen): Found | null {
    const { keyId } = this.attempt.progress(step);
    const found = seen.results[0]?.found ?? [];
    return found.find((item) => keyId !== null && isText(item['keyId'], keyId)) ?? found[0] ?? null;
  }

  private choose(step: PlanStep, found: readonly Found[], text: string): Found | null {
    const { keyId, made, outcome } = this.attempt.progress(step);
    if (keyId !== null) return found.find((item) => isText(item['keyId'], keyId)) ?? null;
    const thumbprint = made?.['thumbprint'];
    const likely = found.filter((item) => (thumbprint === undefined ? fits(item, text) : isText(item['customKeyIdentifier'], thumbprint)));
    // The service said that it took it, and there is no other.
    if (likely.length === 0 && outcome === 'made' && found.length === 1) return found[0] ?? null;
    // Of several nobody could say whose text is kept: all are made anew.
    return likely.length === 1 ? (likely[0] ?? null) : null;
  }

  /** Removes one that nobody can use, and waits until it is gone. Null: it is. */
  private async removeOrphan(task: PlanTask, orphan: Found): Promise<StepEnd | null> {
    const { attempt } = this;
    const { step } = task;
    const { log, control, tenant } = attempt.parts;
    const keyId = orphan['keyId'];
    const change = step.credential?.orphan;
    if (change === undefined || change.api === 'person' || typeof keyId !== 'string') {
      return attempt.fail(step, 'plan-refused', 'A credential that an interruption left behind cannot be removed by Mailscope.', null);
    }
    const own = { ...readOutputs(step.outputs, orphan), keyId };
    for (let sent = 0; sent < 3; sent += 1) {
      const ready = await attempt.changes.prepare(change, attempt.outputs(step, own), control.signal);
      if (ready.kind !== 'ready') return ready.kind === 'gone' ? null : attempt.fail(step, 'plan-not-readable', null, ready.failure.reason);
      const outcome = await ready.send();
      if (outcome.kind === 'refused' && outcome.why === 'right') return attempt.right(step, outcome.says);
      if (outcome.kind === 'refused' && outcome.why === 'sign-in') return attempt.fail(step, 'sign-in-needed', null, outcome.says);
      if (outcome.kind === 'refused' && outcome.why === 'busy') await control.wait(tenant.clock, outcome.wait ?? HALF_A_MINUTE);
      const until = attempt.now() + HALF_A_MINUTE;
      let pause = 1_000;
      for (;;) {
        const looked = await attempt.look(task);
        if (looked.kind === 'end') return looked.end;
        if (!(looked.seen.results[0]?.found ?? []).some((item) => isText(item['keyId'], keyId))) {
          await log.write({ kind: 'orphanRemoved', step: step.id, keyId });
          return null;
        }
        if (control.stopped) return 'stopped';
        if (attempt.now() >= until) break;
        await attempt.waitFor(step, attempt.now(), HALF_A_MINUTE, 'A credential that an interruption left behind is being removed.', pause);
        pause *= 2;
      }
    }
    return attempt.fail(step, 'plan-refused', 'A credential that an interruption left behind is still there.', keyId);
  }
}

/** Graph shows the first characters of a secret: https://learn.microsoft.com/graph/api/resources/passwordcredential */
function fits(item: Found, text: string): boolean {
  const hint = item['hint'];
  return typeof hint !== 'string' || hint === '' || text.startsWith(hint);
}

function isText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === text.trim().toLowerCase();
}
