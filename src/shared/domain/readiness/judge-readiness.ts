import { SOURCE_PATHS, type SourcePath } from '../collection/sources';
import { NOBODY, networkVerdict, powerShellVerdict } from './common-verdicts';
import { exchangeVerdict } from './exchange-verdicts';
import type { ReadinessFacts } from './facts';
import { FEATURE_IDS, FEATURES, type Feature, type FeatureId } from './features';
import { graphVerdict, profileVerdict } from './graph-verdicts';
import { EXCHANGE_NEEDS } from './source-needs';
import type { LackKind, Missing, Remedy, SourceVerdict } from './verdict';

/** Something that a feature lacks: what, what then is not known, and what can be done. */
export interface Lack {
  readonly kind: LackKind;
  readonly what: string;
  readonly consequence: string;
  readonly remedy: Remedy;
}

/** How ready a feature is. */
export interface FeatureJudgement {
  readonly id: FeatureId;
  readonly label: string;
  readonly why: string;
  readonly state: 'ready' | 'limited' | 'blocked';
  readonly lacks: readonly Lack[];
}

/** The words of a report: what a source is called, and what an answer lacks without it. */
export interface SourceWords {
  readonly label: (source: SourcePath) => string;
  readonly without: (source: SourcePath) => string;
}

/** Consequences that one lack names; a reading without Exchange Online would name sixteen. */
const MOST_CONSEQUENCES = 3;

/** The sources that a feature fills; those that no version reads yet are not among them. */
export function sourcesOf(feature: Feature): readonly SourcePath[] {
  if (feature.id === 'exchange') return SOURCE_PATHS.filter((path) => EXCHANGE_NEEDS[path] !== undefined);
  return SOURCE_PATHS.filter((path) => feature.sources.includes(path));
}

/**
 * Judges every feature from what was measured. Ready: everything it needs was seen to work. Blocked: nothing of it works. Limited: some
 * of it does, or nobody knows. What could not be measured never counts as there.
 */
export function judgeReadiness(facts: ReadinessFacts, words: SourceWords): readonly FeatureJudgement[] {
  return FEATURE_IDS.map((id) => judgeFeature(facts, FEATURES[id], words));
}

function judgeFeature(facts: ReadinessFacts, feature: Feature, words: SourceWords): FeatureJudgement {
  const verdicts = verdictsOf(facts, feature);
  const open = verdicts.filter(({ verdict }) => verdict.state === 'open').length;
  const shut = verdicts.filter(({ verdict }) => verdict.state === 'closed').length;
  return {
    id: feature.id,
    label: feature.label,
    why: feature.why,
    state: open === verdicts.length ? 'ready' : shut === verdicts.length ? 'blocked' : 'limited',
    lacks: lacksOf(verdicts, feature, words),
  };
}

function verdictsOf(facts: ReadinessFacts, feature: Feature): readonly SourceVerdict[] {
  const { account } = facts;
  if (account === null) return withoutAccount(facts, feature);
  if (feature.id === 'sign-in') return [{ source: null, verdict: profileVerdict(facts, account) }];
  return sourcesOf(feature).map((source) => ({
    source,
    verdict: feature.id === 'exchange' ? exchangeVerdict(facts, account, source) : graphVerdict(facts, account, feature.id, source),
  }));
}

/** Before anybody signs in: what this machine lacks is said as well. */
function withoutAccount(facts: ReadinessFacts, feature: Feature): readonly SourceVerdict[] {
  const machine = [
    networkVerdict(facts, feature.id === 'exchange' ? ['exchange'] : feature.id === 'sign-in' ? ['signIn'] : ['graph']),
    feature.id === 'exchange' ? powerShellVerdict(facts) : null,
  ];
  return [NOBODY, ...machine.filter((verdict) => verdict !== null)].map((verdict) => ({ source: null, verdict }));
}

interface Gathered {
  readonly missing: Missing;
  readonly subjects: string[];
  readonly sources: SourcePath[];
}

function lacksOf(verdicts: readonly SourceVerdict[], feature: Feature, words: SourceWords): readonly Lack[] {
  const gathered = new Map<string, Gathered>();
  for (const { source, verdict } of verdicts) {
    if (verdict.state === 'open') continue;
    const { missing } = verdict;
    const entry = gathered.get(missing.key) ?? { missing, subjects: [], sources: [] };
    gathered.set(missing.key, entry);
    for (const subject of missing.subjects) if (!entry.subjects.includes(subject)) entry.subjects.push(subject);
    if (source !== null) entry.sources.push(source);
  }
  return [...gathered.values()].map(({ missing, subjects, sources }) => ({
    kind: missing.kind,
    what: missing.say(subjects),
    consequence: consequenceOf(missing.kind, sources, feature, words),
    remedy: missing.remedy,
  }));
}

function consequenceOf(kind: LackKind, sources: readonly SourcePath[], feature: Feature, words: SourceWords): string {
  if (sources.length === 0)
    return feature.id === 'sign-in' ? 'Whose account is used is not known.' : `Not known then: ${lowerFirst(feature.why)}`;
  if (kind === 'notMeasured') return `Whether these can be read is not known: ${shortened(sources.map(words.label), '; ')}.`;
  const texts = [...new Set(sources.map(words.without))];
  return `${upperFirst(shortened(texts, '; '))}.`;
}

function shortened(texts: readonly string[], separator: string): string {
  const rest = texts.length - MOST_CONSEQUENCES;
  if (rest < 2) return texts.join(separator);
  return `${texts.slice(0, MOST_CONSEQUENCES).join(separator)}${separator}and ${rest} more`;
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
