import type { PlanRun, PlanStepView, PlanSummary, PlanView, StepStatus } from '../../src/renderer/features/plans/plan-api';

/** A step of a plan as the page gets it. */
export function planStep(overrides: Partial<PlanStepView> = {}): PlanStepView {
  return {
    id: 'first',
    title: 'Create the group',
    why: 'It holds the mailboxes.',
    group: null,
    requires: { entraRoles: [], exchangeRoles: ['Recipient Management'], scopes: [] },
    precondition: [],
    change: { api: 'exchange', cmdlet: 'New-DistributionGroup', parameters: { Name: 'Support' } },
    credential: null,
    verification: [],
    looks: 0,
    liveTest: null,
    undo: {
      kind: 'change',
      change: { api: 'exchange', cmdlet: 'Remove-DistributionGroup', parameters: { Identity: 'Support' } },
      verification: [
        {
          read: { api: 'exchange', cmdlet: 'Get-DistributionGroup', parameters: { Identity: 'Support' } },
          each: null,
          where: {},
          expect: 'none',
          says: 'The group is gone.',
        },
      ],
      says: 'Deletes the group.',
    },
    outputs: {},
    settles: 'at-once',
    destructive: false,
    confirm: null,
    optional: false,
    effects: [],
    ...overrides,
  };
}

/** A plan as the page gets it. */
export function planView(overrides: Partial<PlanView> = {}): PlanView {
  return {
    format: 'mailscope-plan/1',
    id: '0123456789abcdef',
    family: 'restrict-app',
    title: 'Restrict Tidewater',
    sentence: 'It gets roles over three mailboxes.',
    subject: { kind: 'app', id: 'app-1', name: 'Tidewater' },
    tenant: { id: 't1', displayName: 'Northwind Traders', defaultDomain: 'northwind.example', cloud: 'global' },
    basedOn: { readingId: '0123456789abcdef', collectedAt: '2026-11-21T07:00:00Z' },
    madeAt: '2026-11-21T07:30:00Z',
    basis: [],
    notes: [],
    steps: [planStep()],
    shortened: false,
    ...overrides,
  };
}

/** How far a step is. */
export function stepStatus(overrides: Partial<StepStatus> = {}): StepStatus {
  return { id: 'first', state: 'open', since: null, hold: null, evidence: [], reason: null, attempts: 0, ...overrides };
}

/** How far a plan is. */
export function planRun(overrides: Partial<PlanRun> = {}): PlanRun {
  return {
    planId: '0123456789abcdef',
    state: 'running',
    target: 'demo',
    startedAt: '2026-11-21T08:00:00Z',
    updatedAt: '2026-11-21T08:01:00Z',
    steps: [stepStatus()],
    journal: [],
    stale: [],
    ...overrides,
  };
}

/** A plan in the list. */
export function planSummary(overrides: Partial<PlanSummary> = {}): PlanSummary {
  return {
    planId: '0123456789abcdef',
    family: 'restrict-app',
    title: 'Restrict Tidewater',
    subject: { kind: 'app', id: 'app-1', name: 'Tidewater' },
    tenant: { id: 't1', displayName: 'Northwind Traders' },
    state: 'waiting',
    stepsDone: 2,
    stepsTotal: 5,
    standsAt: 'Remove the grant',
    updatedAt: '2026-11-21T08:01:00Z',
    ...overrides,
  };
}
