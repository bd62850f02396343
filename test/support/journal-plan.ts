import type { JournalEntry } from '../../src/shared/domain/plan/journal.schema';
import type { Plan } from '../../src/shared/domain/plan/plan.schema';

/** A plan of one step, which a person does. */
export function smallPlan(id = 'plan-0123abcd'): Plan {
  return {
    format: 'mailscope-plan/1',
    id,
    family: 'disable-app',
    title: 'Disable “Zoë’s 日本 ${app}”',
    sentence: 'It is no longer used.',
    subject: { kind: 'app', id: 'app-1', name: 'Zoë’s 日本 ${app}' },
    tenant: { id: '11111111-1111-4111-8111-111111111111', displayName: 'Contoso', defaultDomain: 'contoso.com', cloud: 'global' },
    basedOn: { readingId: null, collectedAt: '2026-11-20T07:00:00Z' },
    madeAt: '2026-11-21T12:00:00Z',
    basis: [],
    notes: [],
    steps: [
      {
        id: 'ask',
        title: 'Ask the owner',
        why: 'Somebody may use it.',
        group: null,
        requires: { entraRoles: [], exchangeRoles: [], scopes: [] },
        precondition: [],
        change: { api: 'person', instruction: 'Ask.', link: null },
        credential: null,
        verification: [],
        liveTest: null,
        undo: { kind: 'nothing' },
        outputs: {},
        settles: 'at-once',
        destructive: false,
        confirm: null,
        optional: true,
        effects: [],
      },
    ],
  };
}

/** The first line of a journal. */
export function firstEntry(id?: string): JournalEntry {
  return { kind: 'plan', schemaVersion: 1, at: '2026-11-21T12:00:00Z', plan: smallPlan(id), target: 'demo' };
}
