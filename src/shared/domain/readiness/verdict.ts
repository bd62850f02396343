import type { SourcePath } from '../collection/sources';
import type { FeatureId } from './features';

/** What a feature can lack. */
export type LackKind =
  'scope' | 'directoryRole' | 'exchangeRole' | 'licence' | 'powershell' | 'module' | 'network' | 'policy' | 'signIn' | 'notMeasured';

/** What can be done about it. At most one of `link`, `command` and `consent` is set. */
export interface Remedy {
  readonly text: string;
  readonly link: string | null;
  readonly command: string | null;
  readonly consent: FeatureId | null;
}

/** Something that is missing. What has the same key is one lack, that names every subject once. */
export interface Missing {
  readonly kind: LackKind;
  readonly key: string;
  /** What the sentence names; empty where it names nothing of the kind. */
  readonly subjects: readonly string[];
  readonly say: (subjects: readonly string[]) => string;
  readonly remedy: Remedy;
}

/** Whether something can be read: yes, no, or nobody knows. */
export type Verdict = { readonly state: 'open' } | { readonly state: 'closed' | 'unknown'; readonly missing: Missing };

/** A verdict about one source; null for what is no source, such as the account itself. */
export interface SourceVerdict {
  readonly source: SourcePath | null;
  readonly verdict: Verdict;
}

/** It can be read. */
export const OPEN: Verdict = { state: 'open' };

/** It cannot be read, and this is why. */
export function closed(missing: Missing): Verdict {
  return { state: 'closed', missing };
}

/** Nobody knows whether it can be read. */
export function unknown(reason: string): Verdict {
  return {
    state: 'unknown',
    missing: {
      kind: 'notMeasured',
      key: `notMeasured:${reason}`,
      subjects: [],
      say: () => `This could not be measured: ${reason}.`,
      remedy: remedy('Measure again.'),
    },
  };
}

/** A remedy in words, with what it may carry. */
export function remedy(text: string, carries: Partial<Omit<Remedy, 'text'>> = {}): Remedy {
  return { text, link: null, command: null, consent: null, ...carries };
}

/** "a", "a, b and 6 more": so that a sentence stays one. */
export function shortList(words: readonly string[], most = 3): string {
  const rest = words.length - most;
  return rest < 2 ? listed(words) : `${words.slice(0, most).join(', ')} and ${rest} more`;
}

/** A text of somebody else's as a sentence. */
export function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1] ?? ''}`;
}
