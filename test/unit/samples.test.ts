import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SAMPLE_FILES, sampleText } from '../../scripts/sample/files';
import { northwind } from '../../scripts/sample/northwind';
import type { PathKind } from '../../src/shared/domain/answers/answer-shapes';
import { buildAudit } from '../../src/shared/domain/answers/audit-answer';
import { buildWho } from '../../src/shared/domain/answers/who-answer';
import { parseCollection } from '../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../src/shared/domain/collection/reading';
import { FINDING_IDS } from '../../src/shared/domain/findings/finding';
import { createReachEngine } from '../../src/shared/domain/reach/reach-engine';

const FOLDER = join(__dirname, '..', '..', 'resources', 'samples');
const NOW = '2026-11-21T07:00:00Z';

describe.each(SAMPLE_FILES)('the sample $name', (file) => {
  const bytes = readFileSync(join(FOLDER, file.name));
  const text = (file.packed ? gunzipSync(bytes) : bytes).toString('utf8');

  it('is what the script makes of its definition', () => {
    expect(text).toBe(sampleText(file));
  });

  it('is read without a warning', () => {
    const parsed = parseCollection(JSON.parse(text));
    expect(parsed).toMatchObject({ ok: true, value: { warnings: [] } });
  });
});

it('packs the demo without a time or a machine in it', () => {
  const header = readFileSync(join(FOLDER, 'northwind.mailscope.json.gz')).subarray(4, 10);
  expect([...header]).toEqual([0, 0, 0, 0, 2, 255]);
});

describe('in the demo tenant', () => {
  const reading = openReading(northwind());
  const engine = createReachEngine(reading);
  const audit = buildAudit(reading, engine, { now: NOW });
  const principals = (northwind().exchange.mailboxes ?? []).flatMap((mailbox) => {
    const who = buildWho(reading, engine, mailbox.PrimarySmtpAddress ?? '');
    return who.ok ? who.value.principals : [];
  });
  const verdicts = principals.flatMap((principal) => Object.values(principal.capabilities));

  it.each(FINDING_IDS)('the finding %s occurs', (id) => {
    expect(audit.findings.map((finding) => finding.id)).toContain(id);
  });

  const kinds: readonly PathKind[] = ['entra', 'rbac', 'delegated', 'fullAccess', 'sendAs', 'sendOnBehalf', 'mailboxPermission', 'owner'];
  it.each(kinds)('a path of the kind %s occurs', (kind) => {
    expect(verdicts.flatMap((verdict) => verdict.paths.map((path) => path.kind))).toContain(kind);
  });

  it('some apps reach every mailbox, some a few, some nobody can tell', () => {
    const { tenantWide, scoped, unknown, mailboxes } = audit.summary;
    expect(Math.min(tenantWide, scoped, unknown)).toBeGreaterThan(3);
    expect(mailboxes).toBe(60);
  });

  it('a deleted account holds a right, and so does a disabled one', () => {
    expect(principals.some((principal) => principal.deleted)).toBe(true);
    expect(principals.some((principal) => principal.kind === 'person' && principal.enabled === false)).toBe(true);
  });

  it('not everything was read, and the answer says where', () => {
    const incomplete = Object.entries(audit.coverage).filter(([, entry]) => entry.state !== 'complete');
    expect(incomplete.map(([path]) => path)).toEqual(expect.arrayContaining(['exchange.mailboxPermissions', 'graph.signInActivities']));
    expect(audit.unresolved.map((entry) => entry.trustee)).toContain('Maria Jensen');
  });
});
