import type { Capability } from '../../../shared/domain/reach/capability';
import type { LiveTestStart } from '../../../shared/ipc/plan-shapes';
import type { ReadingTarget } from '../reading-run/run-api';

/** What stands in the fields of a live test. */
export interface LiveTestForm {
  readonly kind: LiveTestStart['credential']['kind'];
  readonly vaultName: string;
  readonly secret: string;
  readonly pem: string;
  readonly inside: readonly string[];
  readonly outside: readonly string[];
  readonly operations: readonly LiveTestStart['operations'][number][];
  readonly patience: number;
}

/** What can be tried, in the order of the form. */
export const LIVE_OPERATIONS = [
  'mail.read',
  'mail.send',
  'calendar.read',
  'contacts.read',
  'settings.read',
  'folders.read',
] as const satisfies readonly LiveTestStart['operations'][number][];

/** Why a form cannot be sent: each names its field. */
export type LiveTestProblem = 'noCredential' | 'badPem' | 'noMailboxes' | 'noOperations';

/** How long one may try again, seconds; 0: once. */
export const PATIENCES = [0, 600, 1_800, 3_600, 7_200, 14_400] as const;

/** The form as it begins. */
export const EMPTY_FORM: LiveTestForm = {
  kind: 'kept',
  vaultName: '',
  secret: '',
  pem: '',
  inside: [],
  outside: [],
  operations: ['mail.read'],
  patience: 0,
};

/** The credential that the fields hold, or what is wrong with them. */
export function readCredential(form: LiveTestForm): LiveTestStart['credential'] | LiveTestProblem {
  switch (form.kind) {
    case 'kept':
      return form.vaultName === '' ? 'noCredential' : { kind: 'kept', vaultName: form.vaultName };
    case 'secret': {
      const text = form.secret.trim();
      return text === '' ? 'noCredential' : { kind: 'secret', text };
    }
    case 'certificate': {
      const pem = form.pem.trim();
      if (pem === '') return 'noCredential';
      return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem) && pem.includes('-----BEGIN CERTIFICATE-----')
        ? { kind: 'certificate', pem }
        : 'badPem';
    }
  }
}

/** Reads the form: what to start, or everything that is wrong with it. */
export function readLiveTest(
  form: LiveTestForm,
  about: { readonly target: ReadingTarget; readonly readingId: string; readonly appId: string },
):
  | { readonly start: LiveTestStart; readonly problems: readonly [] }
  | { readonly start: null; readonly problems: readonly LiveTestProblem[] } {
  const credential = readCredential(form);
  const problems: LiveTestProblem[] = [];
  if (typeof credential === 'string') problems.push(credential);
  if (form.inside.length + form.outside.length === 0) problems.push('noMailboxes');
  if (form.operations.length === 0) problems.push('noOperations');
  if (typeof credential === 'string' || problems.length > 0) return { start: null, problems };
  const { inside, outside, operations, patience } = form;
  return {
    start: { ...about, credential, inside: [...inside], outside: [...outside], operations: [...operations], patience },
    problems: [],
  };
}

/** The form without anything that is used once: what remains after a test has begun. */
export function withoutSecrets(form: LiveTestForm): LiveTestForm {
  return { ...form, secret: '', pem: '' };
}

/** The capability that each trial needs. */
const NEEDED: Readonly<Record<LiveTestStart['operations'][number], Capability>> = {
  'mail.read': 'mail.read',
  'mail.send': 'mail.send',
  'calendar.read': 'calendar.read',
  'contacts.read': 'contacts.read',
  'settings.read': 'settings.read',
  'folders.read': 'folders.read',
};

/**
 * What to try first: the first trial whose capability the app holds. One that sends a message is never begun with: somebody has to
 * choose it.
 */
export function suggestedTrial(held: Partial<Record<Capability, unknown>>): {
  readonly operations: LiveTestForm['operations'];
  readonly capability: Capability;
} {
  const first = LIVE_OPERATIONS.find((operation) => operation !== 'mail.send' && held[NEEDED[operation]] !== undefined);
  if (first !== undefined) return { operations: [first], capability: NEEDED[first] };
  return held['mail.send'] === undefined
    ? { operations: ['mail.read'], capability: 'mail.read' }
    : { operations: [], capability: 'mail.send' };
}

/** Mailboxes for the first test: the first that the reading says the app reaches, and the first that it does not. */
export function suggestedMailboxes(
  reached: readonly string[],
  all: readonly string[],
  most = 2,
): { readonly inside: readonly string[]; readonly outside: readonly string[] } {
  const within = new Set(reached);
  return { inside: reached.slice(0, most), outside: all.filter((id) => !within.has(id)).slice(0, most) };
}
