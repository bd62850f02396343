import { formatCount } from '../../format/format';

/** A part of the sentence: plain text, or a number with the list behind it. */
export interface SentencePart {
  readonly text: string;
  readonly target: SentenceTarget | null;
}

/** The list a number of the sentence stands for. */
export type SentenceTarget = 'reaching' | 'tenantWide' | 'unknown' | 'expiring' | 'expired' | 'coverage';

/** Whether the sources that hold credentials are all read in full. */
export function areCredentialsKnown(gaps: readonly { readonly source: string }[]): boolean {
  return !gaps.some(({ source }) => source === 'graph.applications' || source === 'graph.servicePrincipals');
}

/** The figures the sentence is made of. */
export interface SentenceFigures {
  readonly appsWithReach: number;
  readonly tenantWide: number;
  readonly unknown: number;
  readonly expiring: number;
  readonly expired: number;
  readonly missingSources: number;
  /** Whether every source that tells which apps reach mail was read in full: without it nobody can say that none does. */
  readonly appsKnown: boolean;
}

const plain = (text: string): SentencePart => ({ text, target: null });

/**
 * The one sentence of the overview, every number a link: "17 apps reach mail; 6 of them every mailbox; 2 credentials expire within
 * 30 days; 3 sources could not be read." Clauses of nothing are left out, but for the first.
 */
export function overviewSentence(figures: SentenceFigures): readonly SentencePart[] {
  const clauses: SentencePart[][] = [];
  if (figures.appsWithReach === 0)
    clauses.push([plain(figures.appsKnown ? 'No app reaches mail' : 'Whether an app reaches mail is not known')]);
  else {
    const verb = figures.appsWithReach === 1 ? ' reaches mail' : ' reach mail';
    clauses.push([{ text: formatCount(figures.appsWithReach, 'app', 'apps'), target: 'reaching' }, plain(verb)]);
  }
  if (figures.tenantWide > 0) {
    const whole = figures.tenantWide === figures.appsWithReach;
    const text =
      whole && figures.tenantWide === 1 ? 'it' : whole ? 'all of them' : `${formatCount(figures.tenantWide, '', '').trim()} of them`;
    clauses.push([{ text, target: 'tenantWide' }, plain(whole && figures.tenantWide === 1 ? ' reaches every mailbox' : ' every mailbox')]);
  }
  if (figures.unknown > 0) {
    clauses.push([plain('for '), { text: formatCount(figures.unknown, 'app', 'apps'), target: 'unknown' }, plain(' it is not known')]);
  }
  if (figures.expired > 0) {
    clauses.push([
      { text: formatCount(figures.expired, 'credential', 'credentials'), target: 'expired' },
      plain(figures.expired === 1 ? ' has expired' : ' have expired'),
    ]);
  }
  if (figures.expiring > 0) {
    const noun = figures.expired > 0 ? ['', ''] : ['credential', 'credentials'];
    clauses.push([
      { text: formatCount(figures.expiring, noun[0] ?? '', noun[1] ?? '').trim(), target: 'expiring' },
      plain(figures.expiring === 1 ? ' expires within 30 days' : ' expire within 30 days'),
    ]);
  }
  if (figures.missingSources > 0) {
    clauses.push([
      { text: formatCount(figures.missingSources, 'source', 'sources'), target: 'coverage' },
      plain(' could not be read in full'),
    ]);
  }
  return [...clauses.flatMap((clause, index) => (index === 0 ? clause : [plain('; '), ...clause])), plain('.')];
}

/** The sentence as text, for tests and for copying. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('');
}
