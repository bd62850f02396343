import { instantOf, days } from '../../credentials/instant';
import { credentialName, credentialTag } from '../credential-names';
import { plainName, shown } from '../display-text';
import type { PlanContext } from '../family';
import { graphLook } from '../look';
import type { Change, Look, PlanStep } from '../plan.schema';
import { applicationPath, type RegisteredApp } from '../registrations';
import { RIGHTS } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import type { PlanApp } from '../subjects';
import { literal, reference } from '../template';
import { keyIdsOf, type CredentialLists } from './credential-effects';
import type { CredentialKind } from './credential-rule';
import type { HeldCredential } from './held-credentials';

/** The id of the step that adds the new credential: later steps refer to its `keyId`. */
export const ADD_STEP = 'add-credential';

/** The tag of the new credential has to be seen; its key id is what the step gives out. */
function newCredentialLook(app: RegisteredApp, kind: CredentialKind, tag: string): Look {
  const list = kind === 'secret' ? 'passwordCredentials' : 'keyCredentials';
  return graphLook(`${applicationPath(app)}?$select=${list}`, {
    each: list,
    where: { displayName: literal(tag) },
    says: `${shown(app.name)} has the new ${kind}.`,
  });
}

/** Adds a secret or a certificate to a registration. Its text or private key goes into the vault and nowhere else. */
export function addCredentialStep(
  context: PlanContext,
  app: RegisteredApp,
  kind: CredentialKind,
  life: number,
  lists: CredentialLists,
): PlanStep {
  const tag = credentialTag(context.planId, ADD_STEP);
  const look = newCredentialLook(app, kind, tag);
  const until = endAfter(context.now, life);
  const keyId = reference(ADD_STEP, 'keyId');
  const remove =
    kind === 'secret' ? removeSecretChange(applicationPath(app), keyId) : removeCertificateChange(applicationPath(app), [keyId]);
  const item = { keyId, displayName: literal(tag), startDateTime: context.now, endDateTime: until };
  return stepOf({
    id: ADD_STEP,
    title: `Add a new ${kind} to ${shown(app.name)}`,
    why: `Both are valid until the old one is removed, so that nothing stops. It ends on ${until.slice(0, 10)}.`,
    requires: RIGHTS.addCredential,
    change: kind === 'secret' ? addSecretChange(app, tag, until) : addCertificateChange(app, tag),
    credential: {
      kind,
      vaultName: credentialName(app.appId, context.planId, ADD_STEP),
      label: `${kind === 'secret' ? 'Client secret' : 'Certificate'} of ${shown(app.name)}`,
      tag,
      orphan: remove,
      subject: kind === 'certificate' ? `CN=${plainName(app.name, 60) || 'App'}` : null,
      days: life,
    },
    verification: [look],
    undo: undoBy(
      remove,
      [{ ...look, expect: 'none', says: `${shown(app.name)} does not have this ${kind}.` }],
      `Removes the new ${kind} again.`,
    ),
    outputs: { keyId: 'keyId' },
    settles: 'new-credential',
    effects: [
      ...(kind === 'secret'
        ? lists.add('passwordCredentials', item)
        : lists.add('keyCredentials', {
            ...item,
            customKeyIdentifier: reference(ADD_STEP, 'thumbprint'),
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
          })),
    ],
  });
}

/** Removes a credential that an app has. `keep`: what has to be there first. */
export function removeCredentialStep(
  app: PlanApp,
  credential: HeldCredential,
  lists: CredentialLists,
  parts: { readonly why: string; readonly confirm: string | null; readonly precondition: readonly Look[] },
): PlanStep {
  const ids = [...keyIdsOf(app, credential)];
  const list = credential.kind === 'secret' ? 'passwordCredentials' : 'keyCredentials';
  const name = shown(app.name);
  return stepOf({
    id: stepId('remove', credential.kind, credential.keyId),
    title: `Remove the ${credential.label} from ${name}`,
    why: parts.why,
    group: 'Remove',
    requires: RIGHTS.changeApps,
    precondition: [...parts.precondition],
    change:
      credential.kind === 'secret'
        ? removeSecretChange(credential.path, literal(credential.keyId))
        : removeCertificateChange(credential.path, ids.map(literal)),
    verification: [
      graphLook(`${credential.path}?$select=${list}`, {
        each: list,
        where: { keyId: { oneOf: ids.map(literal) } },
        expect: 'none',
        says: `${name} does not have this ${credential.kind}.`,
      }),
    ],
    undo: {
      kind: 'impossible',
      says:
        credential.kind === 'secret'
          ? 'The text of a removed secret cannot be brought back: add a new one and hand it over.'
          : 'The reading does not hold the certificate itself: whoever has it can add it again.',
    },
    destructive: credential.state !== 'expired',
    confirm: parts.confirm,
    effects: [...lists.remove(credential)],
  });
}

/** The end of a life that begins now: ISO 8601, UTC. */
export function endAfter(now: string, life: number): string {
  return new Date((instantOf(now) ?? 0) + days(life)).toISOString().replace('.000Z', 'Z');
}

/** https://learn.microsoft.com/graph/api/application-addpassword */
function addSecretChange(app: RegisteredApp, tag: string, until: string): Change {
  return graphChange('POST', `${applicationPath(app)}/addPassword`, {
    passwordCredential: { displayName: literal(tag), endDateTime: until },
  });
}

/** https://learn.microsoft.com/graph/api/application-removepassword */
function removeSecretChange(path: string, keyId: string): Change {
  return graphChange('POST', `${path}/removePassword`, { keyId });
}

/** Certificates have no address of their own: the list is written back whole. https://learn.microsoft.com/graph/applications-how-to-add-certificate */
function addCertificateChange(app: RegisteredApp, tag: string): Change {
  const of = (output: string): string => reference(ADD_STEP, output);
  return {
    ...graphChange('PATCH', applicationPath(app)),
    edit: {
      property: 'keyCredentials',
      add: [
        {
          type: 'AsymmetricX509Cert',
          usage: 'Verify',
          displayName: literal(tag),
          key: of('certificate'),
          customKeyIdentifier: of('thumbprint'),
          startDateTime: of('notBefore'),
          endDateTime: of('notAfter'),
        },
      ],
      remove: [],
    },
  } as Change;
}

function removeCertificateChange(path: string, keyIds: readonly string[]): Change {
  return {
    ...graphChange('PATCH', path),
    edit: { property: 'keyCredentials', add: [], remove: keyIds.map((keyId) => ({ keyId })) },
  } as Change;
}
