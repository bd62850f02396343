import type { FindingId } from '../../shared/domain/findings/finding';
import type { EngineOutput } from '../../shared/ipc/engine-protocol';
import type { ReadingModel } from './reading-model';

type Deadline = EngineOutput<'overview'>['deadlines'][number];

/** A date that Microsoft set, and the finding that says whether it concerns this tenant. */
interface ProductDate {
  readonly at: string;
  readonly title: string;
  readonly finding: FindingId;
}

/** Dates of the product that a tenant can miss. */
const PRODUCT_DATES: readonly ProductDate[] = [
  // https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig
  { at: '2027-04-01T00:00:00Z', title: 'Exchange Web Services is turned off for good', finding: 'ews-deadline' },
  // https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission
  { at: '2026-12-31T00:00:00Z', title: 'SMTP sign-in with a password is off by default', finding: 'smtp-basic-deadline' },
];

const DAY = 86_400_000;

/** The dates of the product that lie ahead and that a finding of this reading says it is concerned by. */
export function productDeadlines(model: ReadingModel): readonly Deadline[] {
  const concerned = new Set(model.audit.findings.map((finding) => finding.id));
  return PRODUCT_DATES.filter(({ at, finding }) => concerned.has(finding) && at >= model.now).map(({ at, title }) => ({
    at,
    title,
    kind: 'product',
    appId: null,
    appName: null,
    daysLeft: Math.floor((Date.parse(at) - Date.parse(model.now)) / DAY),
  }));
}
