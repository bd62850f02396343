import { CAPABILITIES } from '../../shared/domain/reach/capability';
import { SEVERITIES } from '../../shared/domain/findings/finding';
import type { EngineOutput, ReadingRecord } from '../../shared/ipc/engine-protocol';
import { sourceLabel, whatFollows } from '../../shared/report/source-facts';
import { clipName, clipNullable, clipSentence } from './clip';
import { productDeadlines } from './product-deadlines';
import type { ReadingModel } from './reading-model';

type Overview = EngineOutput<'overview'>;

const DEADLINES_SHOWN = 5;
const SOON = 30;
const GAPS_SHOWN = 60;
const NOT_JUDGED_SHOWN = 60;

/** The figures of a reading, as its sidecar keeps them. */
export function figuresOf(model: ReadingModel): ReadingRecord['figures'] {
  const { findings, ...rest } = model.audit.summary;
  const counted = Object.fromEntries(SEVERITIES.map((severity) => [severity, findings[severity]])) as Record<
    (typeof SEVERITIES)[number],
    number
  >;
  return { ...rest, findings: counted };
}

/** How many sources were read in full, in part, or not at all. */
export function coverageCounts(model: Pick<ReadingModel, 'reading'>): ReadingRecord['coverage'] {
  const counts = { complete: 0, partial: 0, missing: 0 };
  for (const entry of Object.values(model.reading.coverage)) counts[entry.state] += 1;
  return counts;
}

/** Kinds of findings that could not be judged, with the reason. */
export function notJudgedOf(model: ReadingModel): Overview['notJudged'] {
  return model.audit.notJudged
    .slice(0, NOT_JUDGED_SHOWN)
    .map(({ finding, reason, subjects }) => ({ finding, reason: clipSentence(reason), subjects }));
}

/** The first screen of a reading: the parts of its sentence, its charts, what is due next and what was not read. */
export function overviewOf(model: ReadingModel): Overview {
  const { audit } = model;
  const figures = figuresOf(model);
  const gaps = gapsOf(model);
  return {
    figures,
    sentence: {
      appsWithReach: figures.appsWithReach,
      tenantWide: figures.tenantWide,
      unknown: figures.unknown,
      expiringIn30: model.credentials.filter((row) => row.daysLeft !== null && row.daysLeft >= 0 && row.daysLeft <= SOON).length,
      expired: model.credentials.filter((row) => row.state === 'expired').length,
      sourcesNotComplete: gaps.length,
    },
    reachByCapability: reachByCapability(audit.apps),
    findingsBySeverity: figures.findings,
    deadlines: deadlinesOf(model),
    notJudged: notJudgedOf(model),
    unresolved: audit.unresolved.length,
    gaps,
  };
}

function reachByCapability(apps: ReadingModel['audit']['apps']): Overview['reachByCapability'] {
  return CAPABILITIES.flatMap((capability) => {
    const counts = { capability, all: 0, some: 0, unknown: 0, delegated: 0 };
    for (const app of apps) {
      const reach = app.application[capability]?.reach;
      if (reach === 'all' || reach === 'some' || reach === 'unknown') counts[reach] += 1;
      if (app.delegated[capability]) counts.delegated += 1;
    }
    return counts.all + counts.some + counts.unknown + counts.delegated === 0 ? [] : [counts];
  });
}

function deadlinesOf(model: ReadingModel): Overview['deadlines'] {
  const credentials = model.credentials.flatMap((row): Overview['deadlines'] =>
    row.end === null || row.daysLeft === null || row.daysLeft < 0
      ? []
      : [
          {
            at: row.end,
            title: `${row.kind === 'certificate' ? 'Certificate' : 'Secret'} ${clipName(row.displayName ?? row.keyId)}`,
            kind: 'credential',
            appId: row.appId,
            appName: clipNullable(row.name),
            daysLeft: row.daysLeft,
          },
        ],
  );
  return [...credentials, ...productDeadlines(model)].sort((left, right) => (left.at < right.at ? -1 : 1)).slice(0, DEADLINES_SHOWN);
}

function gapsOf(model: ReadingModel): Overview['gaps'] {
  return Object.entries(model.reading.coverage)
    .flatMap(([source, entry]): Overview['gaps'] =>
      entry.state === 'complete'
        ? []
        : [
            {
              source,
              label: sourceLabel(source),
              state: entry.state,
              reason: entry.reason ? clipSentence(entry.reason) : null,
              consequence: whatFollows(source),
            },
          ],
    )
    .slice(0, GAPS_SHOWN);
}
