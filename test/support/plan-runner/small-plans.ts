import { credentialName, credentialTag } from '../../../src/shared/domain/plan/credential-names';
import { exchangeLook, graphLook } from '../../../src/shared/domain/plan/look';
import type { Change, Plan, PlanStep } from '../../../src/shared/domain/plan/plan.schema';
import { exchangeChange, graphChange, stepOf, undoBy, UNDO_NOTHING, type StepParts } from '../../../src/shared/domain/plan/steps';
import { smallPlan } from '../journal-plan';

const REQUIRES = { entraRoles: ['Cloud Application Administrator'], exchangeRoles: [], scopes: ['Application.ReadWrite.All'] };
const APP = 'app-1';

/** A plan of these steps. */
export function planOf(steps: readonly PlanStep[], more: Partial<Plan> = {}): Plan {
  return { ...smallPlan(), id: 'plan-0123abcd', title: 'Do it', steps: [...steps], ...more };
}

/** A step with what every step of these tests has. */
export function step(parts: Partial<StepParts> & { readonly id: string }): PlanStep {
  return stepOf({
    title: `Step ${parts.id}`,
    why: 'It is needed.',
    requires: REQUIRES,
    change: null,
    verification: [],
    undo: UNDO_NOTHING,
    ...parts,
  });
}

/** Makes a thing of this name by Graph, and takes it back by its id. */
export function makeThing(name: string, more: Partial<StepParts> = {}): PlanStep {
  const there = graphLook('/v1.0/things', { where: { name }, says: `The thing ${name} is there.` });
  return step({
    id: `make-${name}`,
    change: graphChange('POST', '/v1.0/things', { name }),
    verification: [there],
    outputs: { id: 'id' },
    settles: 'new-object',
    undo: undoBy(
      graphChange('DELETE', `/v1.0/things/\${make-${name}.id}`),
      [{ ...there, expect: 'none', says: `The thing ${name} is gone.` }],
      'It is removed.',
    ),
    ...more,
  });
}

/** Makes a scope by a cmdlet that carries the id of a thing. */
export function makeScope(name: string, thing: string | null = null, more: Partial<StepParts> = {}): PlanStep {
  const there = exchangeLook('Get-Scope', {}, { where: { Name: name }, says: `The scope ${name} is there.` });
  return step({
    id: `scope-${name}`,
    change: exchangeChange('New-Scope', { Name: name, ...(thing === null ? {} : { Thing: `\${make-${thing}.id}` }) }),
    verification: [there],
    outputs: { identity: 'Identity' },
    settles: 'new-object-in-exchange',
    undo: undoBy(
      exchangeChange('Remove-Scope', { Identity: `\${scope-${name}.identity}` }),
      [{ ...there, expect: 'none', says: `The scope ${name} is gone.` }],
      'It is removed.',
    ),
    ...more,
  });
}

/** Adds a secret to the app `app-1`. */
export function addSecret(more: Partial<StepParts> = {}, planId = 'plan-0123abcd'): PlanStep {
  const tag = credentialTag(planId, 'add-secret');
  return step({
    id: 'add-secret',
    change: graphChange('POST', `/v1.0/applications/${APP}/addPassword`, { passwordCredential: { displayName: tag } }),
    credential: {
      kind: 'secret',
      vaultName: credentialName(APP, planId, 'add-secret'),
      label: 'Client secret of App',
      tag,
      orphan: graphChange('POST', `/v1.0/applications/${APP}/removePassword`, { keyId: '${add-secret.keyId}' }),
      subject: null,
      days: null,
    },
    verification: [
      graphLook(`/v1.0/applications/${APP}`, {
        each: 'passwordCredentials',
        where: { displayName: tag },
        says: 'The app has the new secret.',
      }),
    ],
    outputs: { keyId: 'keyId' },
    settles: 'new-credential',
    undo: undoBy(
      graphChange('POST', `/v1.0/applications/${APP}/removePassword`, { keyId: '${add-secret.keyId}' }),
      [
        graphLook(`/v1.0/applications/${APP}`, {
          each: 'passwordCredentials',
          where: { displayName: tag },
          expect: 'none',
          says: 'The secret is gone.',
        }),
      ],
      'The secret is removed.',
    ),
    ...more,
  });
}

/** Adds a certificate to the app `app-1`, by writing its list of keys back whole. */
export function addCertificate(planId = 'plan-0123abcd'): PlanStep {
  const tag = credentialTag(planId, 'add-certificate');
  const key = { displayName: tag, key: '${add-certificate.certificate}', customKeyIdentifier: '${add-certificate.thumbprint}' };
  const there = graphLook(`/v1.0/applications/${APP}`, {
    each: 'keyCredentials',
    where: { displayName: tag },
    says: 'The app has the new certificate.',
  });
  const edit = (add: (typeof key)[], remove: Record<string, string>[]): Change => ({
    ...(graphChange('PATCH', `/v1.0/applications/${APP}`) as Extract<Change, { api: 'graph' }>),
    edit: { property: 'keyCredentials', add, remove },
  });
  return step({
    id: 'add-certificate',
    change: edit([key], []),
    credential: {
      kind: 'certificate',
      vaultName: credentialName(APP, planId, 'add-certificate'),
      label: 'Certificate of App',
      tag,
      orphan: edit([], [{ keyId: '${add-certificate.keyId}' }]),
      subject: 'CN=App',
      days: 90,
    },
    verification: [there],
    outputs: { keyId: 'keyId' },
    settles: 'new-credential',
    undo: undoBy(edit([], [{ keyId: '${add-certificate.keyId}' }]), [{ ...there, expect: 'none' }], 'The certificate is removed.'),
  });
}

/** Asks a person for something that nobody else can look at. */
export function askPerson(id = 'ask', more: Partial<StepParts> = {}): PlanStep {
  return step({ id, change: { api: 'person', instruction: 'Hand it over.', link: null }, ...more });
}
