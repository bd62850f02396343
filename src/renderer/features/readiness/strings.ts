import type { FeatureReadiness, ReadinessFact, READINESS_SECTIONS } from '../../../shared/ipc/readiness-shapes';
import { formatCount } from '../../format/format';

type SectionId = (typeof READINESS_SECTIONS)[number];

const STATES: Readonly<Record<FeatureReadiness['state'], string>> = { ready: 'Ready', limited: 'Limited', blocked: 'Blocked' };

const FACT_STATES: Readonly<Record<ReadinessFact['state'], string>> = {
  good: 'Good',
  attention: 'Look at this',
  missing: 'Missing',
  unknown: 'Not measured',
};

const SECTIONS: Readonly<Record<SectionId, string>> = {
  account: 'Account',
  directoryRoles: 'Directory roles',
  scopes: 'Permissions granted',
  exchange: 'Exchange Online',
  licences: 'Licences',
  powershell: 'PowerShell',
  logging: 'PowerShell logging',
  network: 'Network',
  policies: 'Policies of the tenant',
};

/** Texts of the page Readiness. */
export const readinessStrings = {
  title: 'Readiness',
  lead: 'What can I do here, and what is missing? Everything below was measured; nothing in the tenant is changed.',
  account: 'Account',
  machine: 'This computer only',
  again: 'Measure again',
  measuring: 'Measuring',
  measuringNow: (stage: string): string => `Measured: ${stage}`,
  measuredOf: (done: number, total: number): string => `${done} of ${total}`,
  cancel: 'Cancel',
  cancelledTitle: 'The measuring was cancelled.',
  cancelledText: 'Measure again when you need it. Nothing was changed.',
  measuredAt: 'Measured',
  noAccountTitle: 'Nobody is signed in, so only this computer was measured.',
  noAccountText: 'After signing in, this page says what the account may read, and who can grant the rest.',
  machineOnly: 'Only this computer was measured. Choose an account above to see what it may read.',
  signIn: 'Sign in',
  featuresTitle: 'What can be done',
  factsTitle: 'What was measured',
  noLacks: 'Nothing is missing.',
  without: 'Without it: ',
  states: STATES,
  factStates: FACT_STATES,
  sections: SECTIONS,
  askFor: 'Ask for this permission',
  signInAgain: 'Sign in again',
  openLink: 'Open the page',
  copyLink: 'Copy the address',
  command: 'the command',
  columnFact: 'What',
  columnValue: 'Measured',
  columnState: 'State',
  summary: (ready: number, total: number): string =>
    ready === total ? `All ${total} features are ready.` : `${ready} of ${formatCount(total, 'feature', 'features')} are ready.`,
} as const;
