import { exchangeLook, graphLook } from '../../../src/shared/domain/plan/look';
import { planSchema, type Plan, type PlanStep } from '../../../src/shared/domain/plan/plan.schema';
import { exchangeChange, graphChange, stepOf, undoBy, UNDO_NOTHING } from '../../../src/shared/domain/plan/steps';
import { literal, reference } from '../../../src/shared/domain/plan/template';

const requires = {
  entraRoles: ['Cloud Application Administrator'],
  exchangeRoles: ['Organization Management'],
  scopes: ['Application.ReadWrite.All'],
};

/** A plan made by hand, with a step of every kind; every text that can come from a tenant or a person is this one, as long as a plan takes it. */
export function planWithText(whole: string): Plan {
  const text = whole.slice(0, 20_000);
  const own = literal(text).slice(0, 20_000);
  const line = own.slice(0, 2_000);
  const where = {
    Name: own,
    list: { contains: own },
    other: { oneOf: [own, null, true, 3] },
  };
  const look = exchangeLook('Get-ServicePrincipal', { Identity: own }, { where, says: line });
  return planOfSteps(
    [
      stepOf({
        id: 'cmdlet',
        title: line,
        why: own,
        requires,
        precondition: [look],
        change: exchangeChange('New-ServicePrincipal', { DisplayName: own, AppId: [own, own] as never, Enabled: true, Count: -1.5 }),
        verification: [look],
        undo: undoBy(
          exchangeChange('Remove-ServicePrincipal', { Identity: reference('cmdlet', 'identity') }),
          [{ ...look, expect: 'none' }],
          line,
        ),
        outputs: { identity: 'Identity' },
        confirm: line,
      }),
      stepOf({
        id: 'request',
        title: line,
        why: own,
        requires,
        change: {
          ...graphChange('PATCH', `/v1.0/applications/${reference('cmdlet', 'identity')}`, {
            displayName: own,
            list: [own],
            nested: { [text.slice(0, 50)]: null },
          }),
          headers: { 'x-test': line },
        } as PlanStep['change'] & object,
        verification: [graphLook('/v1.0/applications', { each: 'keyCredentials', where, says: line })],
        undo: { kind: 'impossible', says: line },
        optional: true,
      }),
      stepOf({
        id: 'edit',
        title: line,
        why: own,
        requires,
        change: {
          api: 'graph',
          method: 'PATCH',
          path: '/v1.0/applications/x',
          headers: {},
          body: null,
          edit: { property: 'web.redirectUris', add: [own], remove: [{ '': own }] },
        },
        verification: [look],
        undo: UNDO_NOTHING,
      }),
      stepOf({
        id: 'person',
        title: line,
        why: own,
        requires,
        change: { api: 'person', instruction: own, link: line },
        verification: [],
        undo: UNDO_NOTHING,
      }),
      stepOf({
        id: 'test',
        title: line,
        why: own,
        requires,
        change: null,
        verification: [look],
        liveTest: { appId: line, inside: [line], outside: [line], operations: ['mail.read'] },
        undo: UNDO_NOTHING,
      }),
    ],
    text,
  );
}

/** A plan of these steps. */
export function planOfSteps(steps: readonly PlanStep[], text = 'Contoso'): Plan {
  const line = literal(text).slice(0, 2_000);
  return planSchema.parse({
    format: 'mailscope-plan/1',
    id: 'ab12cd34',
    family: 'restrict-app',
    title: line,
    sentence: literal(text),
    subject: { kind: 'app', id: line, name: line },
    tenant: { id: '2f17b1c6-6d82-465d-9eb8-894bdab3de29', displayName: line, defaultDomain: line, cloud: 'global' },
    basedOn: { readingId: line, collectedAt: '2026-11-21T07:00:00Z' },
    madeAt: '2026-11-21T08:00:00Z',
    basis: [exchangeLook('Get-ManagementScope', { Identity: line }, { where: { Name: line }, says: line })],
    notes: [{ kind: 'warning', text: literal(text), mailboxes: [line] }],
    steps: [...steps],
  } satisfies Record<keyof Plan, unknown>);
}
