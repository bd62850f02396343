import type { CredentialRow } from '../../answers/answer-shapes';
import { keyOf } from '../../collection/text-key';
import { rowsOfHolder } from '../../credentials/credential-rows';
import { days, instantOf } from '../../credentials/instant';
import { pathPart, shown } from '../display-text';
import type { Question } from '../questions.schema';
import type { PlanApp } from '../subjects';

/** One credential of an app, on its registration or on its enterprise application. */
export interface HeldCredential extends Omit<CredentialRow, 'kind' | 'reach'> {
  readonly kind: 'secret' | 'certificate';
  /** The address of the object that holds it. */
  readonly path: string;
  /** What a person calls it: `secret "production" (until 2027-02-01)`. */
  readonly label: string;
}

/** 24 months: https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials */
const LONG_DAYS = 731;

/** The secrets and certificates of an app, those that end first in front; each certificate once. `now` is ISO 8601. */
export function heldCredentials(app: PlanApp, now: string): readonly HeldCredential[] {
  const { application, servicePrincipal } = app.entry;
  const at = instantOf(now) ?? 0;
  const rows = [
    ...(application ? rowsOfHolder('application', application, app.name, at) : []),
    ...(servicePrincipal ? rowsOfHolder('servicePrincipal', servicePrincipal, app.name, at) : []),
  ];
  return rows
    .flatMap((row): readonly HeldCredential[] => {
      if (row.kind === 'federated' || row.keyId === '') return [];
      const collection = row.objectKind === 'application' ? 'applications' : 'servicePrincipals';
      return [{ ...row, kind: row.kind, path: `/v1.0/${collection}/${pathPart(row.objectId)}`, label: labelOf(row) }];
    })
    .sort((left, right) => endOf(left) - endOf(right));
}

/** Whether a credential signs in now. */
export function isValid({ state }: HeldCredential): boolean {
  return state === 'valid' || state === 'expiring';
}

/** Whether a credential lives longer than 24 months from its start to its end. */
export function livesLong(credential: HeldCredential, now: string): boolean {
  const end = instantOf(credential.end);
  const start = instantOf(credential.start) ?? instantOf(now) ?? 0;
  return end !== null && end - start > days(LONG_DAYS);
}

/** A question that lets one choose among credentials. */
export function credentialChoices(credentials: readonly HeldCredential[]): NonNullable<Question['choices']> {
  return credentials.map((credential) => ({ value: credential.keyId, label: credential.label }));
}

/** Those of the credentials that an answer names by their key ids; a name that is none of them is answered as well. */
export function chosenCredentials(
  credentials: readonly HeldCredential[],
  keyIds: readonly string[],
): { readonly chosen: readonly HeldCredential[]; readonly unknown: readonly string[] } {
  const wanted = new Set(keyIds.map(keyOf));
  return {
    chosen: credentials.filter(({ keyId }) => wanted.has(keyOf(keyId))),
    unknown: keyIds.filter((id) => !credentials.some(({ keyId }) => keyOf(keyId) === keyOf(id))),
  };
}

function labelOf(row: Omit<CredentialRow, 'reach'>): string {
  const name = row.displayName ? ` "${shown(row.displayName, 60)}"` : ` ${row.keyId.slice(0, 8)}`;
  const end = row.end === null ? 'without an end' : `${row.state === 'expired' ? 'expired' : 'until'} ${row.end.slice(0, 10)}`;
  const where = row.objectKind === 'application' ? '' : ' of the enterprise application';
  return `${row.kind}${name}${where} (${end})`;
}

function endOf({ end }: HeldCredential): number {
  return instantOf(end) ?? Number.MAX_SAFE_INTEGER;
}
