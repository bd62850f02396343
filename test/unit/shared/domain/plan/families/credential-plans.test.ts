import { describe, expect, it } from 'vitest';
import type { Collection, GraphItem } from '../../../../../../src/shared/domain/collection/collection.schema';
import { daysOf } from '../../../../../../src/shared/domain/plan/credentials/credential-rule';
import type { PlanFamily } from '../../../../../../src/shared/domain/plan/plan.schema';
import type { Answers } from '../../../../../../src/shared/domain/plan/questions.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../../../../../src/shared/domain/plan/registry';
import { application, collection, guid, servicePrincipal, TENANT_ID } from '../../../../../support/collection-builder';
import { collectionAfter, flawsOf, makePlan, planContext, problemsWith } from '../../../../../support/plan-cases';

const app = servicePrincipal('Robot', { appOwnerOrganizationId: TENANT_ID });
type Secret = NonNullable<GraphItem<'applications'>['passwordCredentials']>[number];

const secret = (name: string, end: string, start = '2026-01-01T00:00:00Z'): Secret => ({
  keyId: guid(`key ${name}`),
  displayName: name,
  startDateTime: start,
  endDateTime: end,
});
const EXPIRED = secret('old', '2026-06-01T00:00:00Z');
const EXPIRING = secret('soon', '2026-11-30T00:00:00Z');
const VALID = secret('fine', '2027-06-01T00:00:00Z');
const LATER = secret('later', '2027-09-01T00:00:00Z');
const LONG = secret('long', '2036-01-01T00:00:00Z');
const certificate = {
  keyId: guid('key certificate'),
  displayName: 'certificate',
  customKeyIdentifier: 'AAAA',
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  startDateTime: '2026-01-01T00:00:00Z',
  endDateTime: '2027-06-01T00:00:00Z',
};

function tenant(secrets: readonly Secret[], more: Partial<GraphItem<'applications'>> = {}, graph: Collection['graph'] = {}): Collection {
  return collection({
    graph: {
      servicePrincipals: [app],
      applications: [application(app, { createdDateTime: '2026-01-01T00:00:00Z', passwordCredentials: [...secrets], ...more })],
      appManagementPolicies: [],
      credentialSignInActivities: [],
      ...graph,
    },
  });
}

function policy(restrictions: object, more: Partial<GraphItem<'appManagementPolicies'>> = {}): GraphItem<'appManagementPolicies'> {
  return { id: 'default', displayName: 'Short lives', isEnabled: true, isDefault: true, applicationRestrictions: restrictions, ...more };
}
const lifetime = (maxLifetime: string, more: object = {}) => ({
  passwordCredentials: [{ restrictionType: 'passwordLifetime', maxLifetime, ...more }],
});
const forbidden = { passwordCredentials: [{ restrictionType: 'passwordAddition', maxLifetime: null }] };

const plan = (of: Collection, family: PlanFamily, answers: Answers = {}) =>
  makePlan(planContext(of), family, { subject: app.appId, ...answers });
const problems = (of: Collection, family: PlanFamily, answers: Answers = {}) =>
  problemsWith(planContext(of), family, { subject: app.appId, ...answers });
const secretsAfter = (of: Collection, family: PlanFamily, answers: Answers = {}): readonly (string | null | undefined)[] =>
  (collectionAfter(planContext(of), plan(of, family, answers)).graph.applications?.[0]?.passwordCredentials ?? []).map(
    ({ displayName }) => displayName,
  );

describe('a rotation', () => {
  it('adds, hands over, waits until it is in use, and only then removes', () => {
    const { steps } = plan(tenant([EXPIRING, VALID]), 'rotate-credential');
    expect(steps.map(({ id, change }) => `${id} ${change?.api ?? 'look'}`)).toEqual([
      'add-credential graph',
      'hand-over person',
      'in-use look',
      `remove-secret-${EXPIRING.keyId ?? ''} graph`,
    ]);
    expect(steps[3]?.precondition).toEqual(steps[0]?.verification);
    expect(steps[3]?.confirm).toContain('cannot be brought back');
  });

  it('takes the word of a person where sign-ins of credentials were not read', () => {
    const unread = tenant([EXPIRING]);
    const { steps } = plan({ ...unread, graph: { ...unread.graph, credentialSignInActivities: undefined } }, 'rotate-credential');
    expect(steps.find(({ id }) => id === 'in-use')?.change?.api).toBe('person');
  });

  it.each<readonly [string, readonly Secret[], readonly string[]]>([
    ['what expires', [EXPIRING, VALID], ['fine']],
    ['what has expired as well', [EXPIRED, EXPIRING, VALID], ['fine']],
    ['what lives too long', [VALID, LONG], ['fine']],
    ['every secret, where nothing presses, by a certificate', [VALID, LATER], []],
  ])('replaces %s', (_words, secrets, left) => {
    expect(secretsAfter(tenant(secrets), 'rotate-credential').filter((name) => !name?.startsWith('Mailscope'))).toEqual(left);
  });

  it.each<readonly [string, Collection['graph'], Answers, number, string | null]>([
    ['as long as is asked for', {}, { secretLifetime: 90 }, 90, null],
    ['24 months at most', {}, { secretLifetime: 4_000 }, 730, 'the portal offers no more than 24 months'],
    [
      'as long as the policy allows',
      { appManagementPolicies: [policy(lifetime('P60D'))] },
      { secretLifetime: 180 },
      60,
      'Short lives allows no more',
    ],
    [
      'as asked, where the policy is off',
      { appManagementPolicies: [policy(lifetime('P60D'), { isEnabled: false })] },
      { secretLifetime: 180 },
      180,
      null,
    ],
    [
      'as asked, where the restriction is off',
      { appManagementPolicies: [policy(lifetime('P60D', { state: 'disabled' }))] },
      { secretLifetime: 180 },
      180,
      null,
    ],
    [
      'as asked, where the policy is for later apps',
      { appManagementPolicies: [policy(lifetime('P60D', { restrictForAppsCreatedAfterDateTime: '2026-05-01T00:00:00Z' }))] },
      { secretLifetime: 180 },
      180,
      null,
    ],
    [
      'as the policy of the app itself says',
      {
        appManagementPolicies: [
          policy(lifetime('P10D')),
          policy(
            {},
            {
              id: 'own',
              isDefault: false,
              displayName: 'Own',
              restrictions: lifetime('P30D'),
              appliesTo: [application(app).id],
              applicationRestrictions: undefined,
            },
          ),
        ],
      },
      { secretLifetime: 180 },
      30,
      'Own allows no more',
    ],
  ])('gives a secret a life %s', (_words, graph, answers, days, note) => {
    const made = plan(tenant([EXPIRING], {}, graph), 'rotate-credential', answers);
    expect(made.steps[0]?.credential?.days).toBe(days);
    expect(made.steps[0]?.change).toMatchObject({
      body: {
        passwordCredential: {
          endDateTime: new Date(Date.parse('2026-11-21T12:00:00Z') + days * 86_400_000).toISOString().replace('.000Z', 'Z'),
        },
      },
    });
    const told = made.notes.map(({ text }) => text).join(' ');
    if (note === null) expect(told).not.toContain('instead of');
    else expect(told).toContain(note);
  });

  it('names the policy that forbids the kind, and plans the other kind by itself', () => {
    const strict = tenant([EXPIRING], {}, { appManagementPolicies: [policy(forbidden)] });
    expect(problems(strict, 'rotate-credential', { credential: 'secret' })).toEqual([
      {
        question: 'credential',
        message: 'Short lives does not let Robot have a new secret. Choose the other kind, or have the policy changed.',
      },
    ]);
    expect(plan(strict, 'rotate-credential').steps[0]?.credential?.kind).toBe('certificate');
  });

  it('warns where the policy was not read', () => {
    const unread = tenant([EXPIRING]);
    const made = plan({ ...unread, graph: { ...unread.graph, appManagementPolicies: undefined } }, 'rotate-credential');
    expect(made.notes.find(({ kind }) => kind === 'warning')?.text).toContain('is not known');
  });

  it('makes a certificate by writing the list back whole, with what is known of it before', () => {
    const { steps } = plan(tenant([VALID], { keyCredentials: [certificate] }), 'rotate-credential', { credential: 'certificate' });
    expect(steps[0]?.change).toMatchObject({
      method: 'PATCH',
      edit: {
        property: 'keyCredentials',
        add: [{ key: '${add-credential.certificate}', customKeyIdentifier: '${add-credential.thumbprint}' }],
      },
    });
    expect(steps[0]?.credential?.orphan).toMatchObject({ edit: { remove: [{ keyId: '${add-credential.keyId}' }] } });
  });

  it.each<readonly [string, Partial<GraphItem<'servicePrincipals'>>, string]>([
    ['of another organization', { appOwnerOrganizationId: guid('elsewhere') }, 'is registered in another organization'],
    ['whose registration was not read', {}, 'The reading does not hold the registration of Robot'],
  ])('cannot be planned for an app %s', (_words, more, message) => {
    const of = collection({ graph: { servicePrincipals: [{ ...app, ...more }], applications: [] } });
    expect(problems(of, 'rotate-credential')[0]?.message).toContain(message);
  });
});

describe('removing credentials', () => {
  it.each<readonly [string, readonly Secret[], readonly string[]]>([
    ['what has expired', [EXPIRED, VALID], ['fine']],
    ['what is more than two valid ones, those that end first', [EXPIRING, VALID, LATER], ['fine', 'later']],
    ['both', [EXPIRED, EXPIRING, VALID, LATER], ['fine', 'later']],
  ])('takes %s', (_words, secrets, left) => {
    expect(secretsAfter(tenant(secrets), 'remove-credentials')).toEqual(left);
  });

  it('asks for nothing where something has expired, and for a word where it is valid', () => {
    const all = [EXPIRED, VALID, LATER].map(({ keyId }) => keyId ?? '');
    const made = plan(tenant([EXPIRED, VALID, LATER]), 'remove-credentials', { credentials: all.slice(0, 2) });
    expect(made.steps.map(({ confirm }) => confirm === null)).toEqual([true, false]);
    expect(made.notes).toEqual([]);
  });

  it.each<readonly [string, Collection['graph'], boolean]>([
    ['warns that it is the last one', {}, true],
    [
      'does not where another way to sign in stays',
      { federatedIdentityCredentials: [{ applicationId: application(app).id, id: 'f', name: 'f' }] },
      false,
    ],
  ])('%s', (_words, graph, warns) => {
    const made = plan(tenant([VALID], {}, graph), 'remove-credentials', { credentials: [VALID.keyId ?? ''] });
    expect(made.notes.some(({ text }) => text.includes('no valid credential left'))).toBe(warns);
    expect(made.steps[0]?.confirm?.includes('without any valid credential')).toBe(warns);
  });

  it('takes both halves of a certificate that stands twice', () => {
    const twice = [certificate, { ...certificate, keyId: guid('key other half'), usage: 'Sign' }];
    const made = plan(tenant([], { keyCredentials: twice }), 'remove-credentials', { credentials: [certificate.keyId] });
    expect(made.steps).toHaveLength(1);
    expect(made.steps[0]?.change).toMatchObject({ edit: { remove: twice.map(({ keyId }) => ({ keyId })) } });
    expect(collectionAfter(planContext(tenant([], { keyCredentials: twice })), made).graph.applications?.[0]?.keyCredentials).toEqual([]);
  });

  it('names a key id that there is not', () => {
    expect(problems(tenant([VALID]), 'remove-credentials', { credentials: ['nothing'] })[0]).toMatchObject({ question: 'credentials' });
  });
});

it.each(['rotate-credential', 'remove-credentials'] as const)('%s is as documented, whatever credentials are called', (family) => {
  const hostile = { ...EXPIRED, displayName: "${add-credential.keyId}' $(x) \u202e" };
  expect(flawsOf(plan(tenant([hostile]), family))).toEqual([]);
  expect(PLAN_FAMILY_DEFINITIONS[family]?.appliesTo(planContext(tenant([hostile])), { kind: 'app', id: app.appId })).toBeNull();
});

it.each<readonly [string, number | null]>([
  ['P90D', 90],
  ['P1Y', 365],
  ['P2W', 14],
  ['P1M', 30],
  ['P4DT12H30M5S', 4],
  ['PT48H', 2],
  ['x', null],
  ['', null],
])('%s are %s days', (duration, days) => {
  expect(daysOf(duration)).toBe(days);
});
