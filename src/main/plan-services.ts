import type { CloudId } from '../shared/domain/clouds/clouds';
import { foldJournal, outputsOf } from '../shared/domain/plan/run-state';
import type { AppCallsPort, AppIdentityPort } from './ports/app-identity';
import type { CertificateMaker } from './ports/certificate-maker';
import type { ClockPort } from './ports/clock';
import type { DialogsPort } from './ports/dialogs';
import type { EventsPort } from './ports/events';
import type { LogPort } from './ports/log';
import type { PlanStore } from './ports/plan-store';
import type { SecretVault } from './ports/secret-vault';
import type { ChangeableTenantsPort } from './ports/tenant-writer';
import type { ReadingTarget, TenantsPort } from './ports/tenants';
import { KeptPlans } from './services/kept-plans';
import { LiveTests } from './services/live-test';
import { PlanDrafts, type PlanTexts } from './services/plan-drafts';
import { PlanRuns } from './services/plan-runs';
import type { ReadingQueries } from './services/query-reading';

/** What the services around plans are made of. */
export interface PlanServiceParts {
  readonly queries: ReadingQueries;
  readonly store: PlanStore;
  readonly vault: SecretVault;
  readonly demoVault: SecretVault;
  /** Whether the demo tenant ends with the app. */
  readonly demoEnds?: boolean;
  readonly certificates: CertificateMaker;
  readonly appIdentity: AppIdentityPort;
  readonly appCalls: AppCallsPort;
  readonly tenants: TenantsPort;
  readonly changeableTenants: ChangeableTenantsPort;
  readonly cloudOf: (accountId: string) => Promise<CloudId | null>;
  readonly clock: ClockPort;
  readonly demoClock: ClockPort;
  readonly dialogs: DialogsPort;
  readonly events: EventsPort;
  readonly log: LogPort;
  readonly texts: PlanTexts;
  readonly newPlanId: () => string;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** The services around plans. */
export interface PlanServices {
  readonly drafts: PlanDrafts;
  readonly planRuns: PlanRuns;
  readonly liveTests: LiveTests;
}

/** Puts the services around plans together. */
export function createPlanServices(parts: PlanServiceParts): PlanServices {
  const { clock, demoClock, cloudOf } = parts;
  const cloudOfTarget = async (target: ReadingTarget): Promise<CloudId | null> =>
    target === 'demo' ? 'demo' : cloudOf(target.slice('account:'.length));
  const kept = new KeptPlans(parts.store, parts.demoEnds);
  const drafts = new PlanDrafts({
    ...parts,
    begun: async (planId) => {
      const found = await kept.find(planId);
      return found === null ? null : { plan: found.plan, outputs: outputsOf(foldJournal(found.plan, found.journal.entries).steps) };
    },
  });
  const liveTests = new LiveTests({
    ...parts,
    identity: parts.appIdentity,
    calls: parts.appCalls,
    placeOf: async (target) => {
      const cloud = await cloudOfTarget(target);
      return cloud === null ? null : { cloud, clock: cloud === 'demo' ? demoClock : clock };
    },
  });
  const planRuns = new PlanRuns({
    ...parts,
    drafts,
    kept,
    tenants: parts.changeableTenants,
    vaultOf: async (target) => ((await cloudOfTarget(target)) === 'demo' ? parts.demoVault : parts.vault),
    liveTest: (step, credential, signal) => liveTests.forStep(step, credential, signal),
  });
  return { drafts, planRuns, liveTests };
}
