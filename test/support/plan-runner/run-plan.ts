import type { LiveOutcome } from '../../../src/main/services/plan-attempt';
import { RunControl } from '../../../src/main/services/plan-control';
import { PlanExecutor, type RunEnd } from '../../../src/main/services/plan-executor';
import { PlanLog, type JournalLine } from '../../../src/main/services/plan-log';
import type { CertificateMaker } from '../../../src/main/ports/certificate-maker';
import type { Plan } from '../../../src/shared/domain/plan/plan.schema';
import type { StepProgress } from '../../../src/shared/domain/plan/run-state';
import { FakeVault } from '../identity/fake-vault';
import { FakeChangeableTenant } from './fake-tenant';
import { MemoryJournal } from './memory-journal';

/** A maker of certificates that counts what it makes. */
export class CountingCertificates implements CertificateMaker {
  made = 0;

  make(): ReturnType<CertificateMaker['make']> {
    this.made += 1;
    const n = String(this.made);
    return Promise.resolve({
      pem: `-----BEGIN PRIVATE KEY-----${n}`,
      certificate: `der-${n}`,
      thumbprint: `print-${n}`,
      notBefore: '2026-11-21T12:00:00Z',
      notAfter: '2027-11-21T12:00:00Z',
    });
  }
}

/** A plan over a made-up tenant, run and resumed like an app that starts again and again. */
export class PlanBench {
  readonly tenant = new FakeChangeableTenant();
  readonly vault = new FakeVault();
  readonly certificates = new CountingCertificates();
  journal = new MemoryJournal();
  control = new RunControl();
  live: () => LiveOutcome = () => ({ kind: 'settled', says: ['The calls came out as expected.'] });

  constructor(readonly plan: Plan) {
    this.tenant.list('applications').push({ id: 'app-1', passwordCredentials: [] });
    this.journal.entries.push({ kind: 'plan', schemaVersion: 1, at: this.tenant.clock.now(), plan, target: 'demo' });
    this.journal.entries.push({ kind: 'run', at: this.tenant.clock.now() });
  }

  /** Runs on from where the journal stands. */
  async run(...lines: readonly JournalLine[]): Promise<RunEnd> {
    const { tenant, vault, certificates } = this;
    this.control = new RunControl();
    const log = this.log();
    for (const line of lines) await log.write(line);
    const parts = {
      tenant,
      vault,
      certificates,
      log,
      control: this.control,
      liveTest: () => Promise.resolve(this.live()),
      random: () => 0.5,
    };
    return new PlanExecutor(this.plan, parts).run();
  }

  log(): PlanLog {
    return new PlanLog(
      this.plan,
      this.journal,
      () => this.tenant.clock.now(),
      () => undefined,
    );
  }

  step(id: string): StepProgress {
    return this.log().step(id);
  }

  states(): readonly string[] {
    return this.plan.steps.map(({ id }) => this.step(id).state);
  }

  names(list: string, property = 'name'): readonly unknown[] {
    return this.tenant
      .list(list)
      .filter((thing) => thing['goneFrom'] === undefined)
      .map((thing) => thing[property]);
  }

  secrets(): readonly { readonly keyId: string; readonly displayName: string }[] {
    return (this.tenant.list('applications')[0]?.['passwordCredentials'] ?? []) as { keyId: string; displayName: string }[];
  }
}
