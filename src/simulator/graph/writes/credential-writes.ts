import { randomInt, randomUUID } from 'node:crypto';
import { readCertificate } from '../../state/certificates';
import { timeText } from '../../state/clock';
import type { KeyCredential, PasswordCredential } from '../../state/directory-types';
import { hashSecret } from '../../state/secrets';
import { isSignedWith, readSignedText } from '../../state/signed-text';
import type { TenantState } from '../../state/tenant-state';
import { viewKeyCredential, viewPasswordCredential } from '../../views/graph-views';
import { ADD_KEY_BODY, ADD_PASSWORD_BODY, REMOVE_KEY_BODY, REMOVE_PASSWORD_BODY } from './bodies';
import { policyProblem, type CredentialHolder } from './credential-policy';
import { madeKey, type GivenKey } from './key-list';
import { withApplication, withServicePrincipal } from './lookups';
import { readBody } from './read-body';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

/** What has credentials, and how it gets others. */
interface Credentials {
  readonly holder: CredentialHolder;
  readonly passwords: readonly PasswordCredential[];
  readonly keys: readonly KeyCredential[];
  keep(changes: { readonly passwordCredentials?: readonly PasswordCredential[]; readonly keyCredentials?: readonly KeyCredential[] }): void;
}

type Action = (context: WriteContext, credentials: Credentials) => WriteAnswer;

/** Secrets, and certificates of which somebody proves the old one. https://learn.microsoft.com/graph/api/application-addpassword */
export const CREDENTIAL_WRITES: readonly WriteRoute[] = [
  ...both('addPassword', addPassword),
  ...both('removePassword', removePassword),
  ...both('addKey', addKey),
  ...both('removeKey', removeKey),
];

const DAY = 86_400_000;
/** What the proof has to be made out for. https://learn.microsoft.com/graph/application-rollkey-prooftoken */
const PROOF_AUDIENCE = '00000002-0000-0000-c000-000000000000';
const PROOF_SECONDS = 600;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-';

function both(name: string, action: Action): readonly WriteRoute[] {
  return [
    write('POST', `/applications/{id}/${name}`, (context) =>
      withApplication(context, (row) =>
        action(context, {
          holder: { kind: 'application', id: row.id, createdDateTime: row.createdDateTime },
          passwords: row.passwordCredentials,
          keys: row.keyCredentials,
          keep: (changes) => void context.state.applications.replace({ ...row, ...changes }),
        }),
      ),
    ),
    write('POST', `/servicePrincipals/{id}/${name}`, (context) =>
      withServicePrincipal(context, (row) =>
        action(context, {
          holder: { kind: 'servicePrincipal', id: row.id, createdDateTime: null },
          passwords: row.passwordCredentials,
          keys: row.keyCredentials,
          keep: (changes) => void context.state.servicePrincipals.replace({ ...row, ...changes }),
        }),
      ),
    ),
  ];
}

/** The text of the secret is in this answer, and in no other. */
function addPassword({ state, body }: WriteContext, credentials: Credentials): WriteAnswer {
  const read = readBody<{ passwordCredential: GivenPassword | null }>(body, ADD_PASSWORD_BODY, 'action');
  if (!read.ok) return failure(read.error);
  const { displayName, startDateTime, endDateTime } = read.value.passwordCredential ?? {};
  const now = state.clock.now();
  const start = startDateTime === undefined || startDateTime === null ? now : Date.parse(startDateTime);
  const end = endDateTime === undefined || endDateTime === null ? twoYearsAfter(start) : Date.parse(endDateTime);
  if (end <= start || end <= now) return failure(WRITE_ERRORS.credentialTimes());
  const forbidden = policyProblem(state, credentials.holder, { kind: 'password', start, end });
  if (forbidden) return failure(forbidden);
  const secretText = newSecretText();
  const keyId = randomUUID();
  const credential: PasswordCredential = {
    keyId,
    displayName: displayName ?? null,
    hint: secretText.slice(0, 3),
    startDateTime: timeText(start),
    endDateTime: timeText(end),
    customKeyIdentifier: null,
    secretHash: hashSecret(keyId, secretText),
  };
  credentials.keep({ passwordCredentials: [...credentials.passwords, credential] });
  state.replication.noteCreated(keyId);
  return {
    kind: 'answered',
    context: 'microsoft.graph.passwordCredential',
    body: { ...viewPasswordCredential(credential), secretText },
  };
}

function removePassword({ body }: WriteContext, credentials: Credentials): WriteAnswer {
  const read = readBody<{ keyId: string }>(body, REMOVE_PASSWORD_BODY, 'action');
  if (!read.ok) return failure(read.error);
  const kept = credentials.passwords.filter((credential) => !isSame(credential.keyId, read.value.keyId));
  if (kept.length === credentials.passwords.length) return failure(WRITE_ERRORS.noPassword());
  credentials.keep({ passwordCredentials: kept });
  return DONE;
}

function addKey({ state, body }: WriteContext, credentials: Credentials): WriteAnswer {
  const read = readBody<{ keyCredential: GivenKey; passwordCredential: unknown; proof: string }>(body, ADD_KEY_BODY, 'action');
  if (!read.ok) return failure(read.error);
  const { keyCredential = {}, proof = '', passwordCredential } = read.value;
  // A certificate with its private key is for signing SAML tokens, which no tenant here does.
  if (passwordCredential !== undefined && passwordCredential !== null) return failure(WRITE_ERRORS.notSimulated('passwordCredential'));
  if (!isProof(state, credentials, proof)) return failure(WRITE_ERRORS.proof());
  const made = madeKey(state, credentials.holder, keyCredential);
  if (!made.ok) return failure(made.error);
  if (credentials.keys.some((key) => isSame(key.keyId, made.value.keyId) || key.key === made.value.key))
    return failure(WRITE_ERRORS.keyThere());
  credentials.keep({ keyCredentials: [...credentials.keys, made.value] });
  return { kind: 'answered', context: 'microsoft.graph.keyCredential', body: viewKeyCredential(made.value) };
}

function removeKey({ state, body }: WriteContext, credentials: Credentials): WriteAnswer {
  const read = readBody<{ keyId: string; proof: string }>(body, REMOVE_KEY_BODY, 'action');
  if (!read.ok) return failure(read.error);
  if (!isProof(state, credentials, read.value.proof ?? '')) return failure(WRITE_ERRORS.proof());
  const kept = credentials.keys.filter((credential) => !isSame(credential.keyId, read.value.keyId));
  if (kept.length === credentials.keys.length) return failure(WRITE_ERRORS.noKey());
  credentials.keep({ keyCredentials: kept });
  return DONE;
}

interface GivenPassword {
  readonly displayName?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
}

/**
 * Whether somebody holds the private key of a certificate that is still valid: a token signed with it, for at most ten minutes.
 * https://learn.microsoft.com/graph/application-rollkey-prooftoken
 */
function isProof(state: TenantState, { holder, keys }: Credentials, proof: string): boolean {
  const token = readSignedText(proof);
  if (!token) return false;
  const now = Math.floor(state.clock.now() / 1000);
  const { aud, iss, nbf, exp } = token.claims;
  if (aud !== PROOF_AUDIENCE || typeof iss !== 'string' || !isSame(iss, holder.id)) return false;
  if (typeof nbf !== 'number' || typeof exp !== 'number' || nbf > now || exp <= now || exp - nbf > PROOF_SECONDS) return false;
  return keys.some((credential) => {
    const certificate = credential.key === null ? null : readCertificate(credential.key);
    return certificate !== null && Date.parse(credential.endDateTime) > state.clock.now() && isSignedWith(token, certificate.publicKey);
  });
}

/** Forty characters, as Entra makes them. */
function newSecretText(): string {
  const letters = (count: number): string => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters(3)}8Q~${letters(34)}`;
}

function twoYearsAfter(start: number): number {
  const date = new Date(start);
  date.setUTCFullYear(date.getUTCFullYear() + 2);
  return Math.max(date.getTime(), start + DAY);
}

function isSame(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase();
}
