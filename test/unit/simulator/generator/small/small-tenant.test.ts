import { describe, expect, it } from 'vitest';
import { buildAudit } from '../../../../../src/shared/domain/answers/audit-answer';
import { buildWho } from '../../../../../src/shared/domain/answers/who-answer';
import { parseCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { FINDING_IDS } from '../../../../../src/shared/domain/findings/finding';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import { dumpCollection } from '../../../../../src/simulator/dump/dump-collection';
import { createSmallTenant } from '../../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../../src/simulator/state/clock';

const { state } = createSmallTenant(1, createSimulatedClock());
const parsed = parseCollection(JSON.parse([...dumpCollection(state)].join('')));
if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
const reading = openReading(parsed.value.collection, parsed.value.warnings);
const engine = createReachEngine(reading);
const audit = buildAudit(reading, engine, { now: '2026-11-21T07:00:00Z' });

describe('the demo company', () => {
  it('has about 60 mailboxes and as many apps', () => {
    expect([state.mailboxes.size, state.servicePrincipals.size]).toEqual([60, 61]);
  });

  it('raises every finding there is', () => {
    const raised = new Set(audit.findings.map((finding) => finding.id));
    expect(FINDING_IDS.filter((id) => !raised.has(id))).toEqual([]);
  });

  it('has every kind of path to a mailbox', () => {
    const kinds = new Set<string>();
    for (const mailbox of state.mailboxes) {
      const who = buildWho(reading, engine, mailbox.PrimarySmtpAddress);
      if (!who.ok) throw new Error(who.error.message);
      for (const { capabilities } of who.value.principals) {
        for (const { paths } of Object.values(capabilities)) for (const path of paths) kinds.add(path.kind);
      }
    }
    expect([...kinds].sort()).toEqual(['delegated', 'entra', 'fullAccess', 'mailboxPermission', 'owner', 'rbac', 'sendAs', 'sendOnBehalf']);
  });

  it('is read without gaps: nothing is left unjudged', () => {
    expect(audit.notJudged).toEqual([]);
    expect(audit.unresolved).toEqual([]);
    expect(reading.warnings).toEqual([]);
  });

  it('has apps that reach everything, some mailboxes, and nobody knows what', () => {
    const { tenantWide, scoped, unknown } = audit.summary;
    expect([tenantWide > 5, scoped > 5, unknown > 0]).toEqual([true, true, true]);
  });

  it('uses addresses and domains that belong to nobody', () => {
    const domains = new Set([...state.mailboxes].map((row) => row.PrimarySmtpAddress.split('@')[1]));
    expect([...domains]).toEqual(['aldermoor.example']);
  });
});
