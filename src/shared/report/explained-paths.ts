import type { ExplainedCapabilities, ReachPath } from '../domain/answers/answer-shapes';
import { CAPABILITIES, type Capability } from '../domain/reach/capability';
import { capabilityWords, pathWords, withoutImplied } from './words';

/** One way to come to some capabilities, with the capabilities it yields. */
export interface ExplainedPath {
  readonly path: ReachPath;
  readonly verdict: 'yes' | 'unknown';
  readonly capabilities: readonly Capability[];
}

/** The distinct ways behind a set of capabilities: each path once, with everything it yields. */
export function explainedPaths(capabilities: ExplainedCapabilities): ExplainedPath[] {
  const byPath = new Map<string, { path: ReachPath; verdict: 'yes' | 'unknown'; capabilities: Capability[] }>();
  for (const capability of CAPABILITIES) {
    const explained = capabilities[capability];
    if (!explained) continue;
    for (const path of explained.paths) {
      const key = `${path.kind}\n${path.detail}\n${explained.verdict}`;
      const known = byPath.get(key);
      if (known) known.capabilities.push(capability);
      else byPath.set(key, { path, verdict: explained.verdict, capabilities: [capability] });
    }
  }
  return [...byPath.values()].map((entry) => ({ ...entry, capabilities: withoutImplied(entry.capabilities) }));
}

/** One way as one line: what it yields, by what, and the chain in words. */
export function pathSentence(entry: ExplainedPath): string {
  const doubt = entry.verdict === 'unknown' ? ' (not certain)' : '';
  return `${entry.capabilities.join(', ')}${doubt}: ${pathWords(entry.path.kind)}. ${entry.path.detail}`;
}

/** Everything that explains a set of capabilities as lines, each once. */
export function explanationLines(capabilities: ExplainedCapabilities): string[] {
  const lines = explainedPaths(capabilities).map(pathSentence);
  return lines.length > 0 ? lines : [capabilityWords(capabilities)];
}
