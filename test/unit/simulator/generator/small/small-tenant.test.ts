import { describe, expect, it } from 'vitest';
import { buildAudit } from '../../../../../src/shared/domain/answers/audit-answer';
import { parseCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { FINDING_IDS } from '../../../../../src/shared/domain/findings/finding';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import { dumpCollection } from '../../../../../src/simulator/dump/dump-collection';
import { createSmallTenant } from '../../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../../src/simulator/state/clock';

const { state, users, apps } = createSmallTenant(1, createSimulatedClock());
const parsed = parseCollection(JSON.parse([...dumpCollection(state)].join('')));
if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
const reading = openReading(parsed.value.collection, parsed.value.warnings);
const audit = buildAudit(reading, createReachEngine(reading), { now: '2026-11-21T07:00:00Z' });

describe('the demo company', () => {
  it('raises every finding there is', () => {
    const raised = new Set(audit.findings.map((finding) => finding.id));
    expect(FINDING_IDS.filter((id) => !raised.has(id))).toEqual([]);
  });
});
