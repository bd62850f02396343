import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding, NotJudged } from '../../../../../src/shared/domain/answers/answer-shapes';
import type { Collection } from '../../../../../src/shared/domain/collection/collection.schema';
import { parseCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { SOURCE_PATHS } from '../../../../../src/shared/domain/collection/sources';
import { findAll } from '../../../../../src/shared/domain/findings/find-all';
import { FINDING_IDS } from '../../../../../src/shared/domain/findings/finding';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import { NOW } from '../../../../support/judge';
import { randomTenant } from '../../../../support/random-tenant';

const SAMPLE = resolve(import.meta.dirname, '../../../../../resources/samples/northwind.mailscope.json.gz');

function readSample(): Collection {
  const parsed = parseCollection(JSON.parse(gunzipSync(readFileSync(SAMPLE)).toString('utf8')));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  return parsed.value.collection;
}

function without(collection: Collection, source: string): Collection {
  const [section, name] = source.split('.') as ['graph' | 'exchange', string];
  const rest = Object.fromEntries(Object.entries(collection[section]).filter(([key]) => key !== name));
  const coverage = Object.fromEntries(Object.entries(collection.coverage).filter(([key]) => key !== source));
  return { ...collection, coverage, [section]: rest };
}

function judgeAll(collection: Collection): { readonly findings: readonly Finding[]; readonly notJudged: readonly NotJudged[] } {
  const reading = openReading(collection);
  return findAll(reading, createReachEngine(reading), NOW);
}

const keyOf = ({ id, subject }: Finding): string => `${id}:${subject.kind}:${subject.id}`;

describe('a source that was not read', () => {
  const whole = readSample();
  const all = judgeAll(whole);
  const known = new Set(all.findings.map(keyOf));

  it('is worth testing with: the sample has every kind of finding', () => {
    const missing = FINDING_IDS.filter((id) => !all.findings.some((finding) => finding.id === id));
    expect(missing).toEqual([]);
  });

  it.each(SOURCE_PATHS.filter((source) => source !== 'graph.servicePrincipals'))('brings no finding that was not there: %s', (source) => {
    // A grant that survives beside a scoped role is a grant for every mailbox once the role is out of sight: both are true.
    const wide = (key: string): string => key.replace('tenant-wide-mail', 'scoped-but-grant-survives');
    const added = judgeAll(without(whole, source))
      .findings.map(keyOf)
      .filter((key) => !known.has(key) && !known.has(wide(key)));
    expect(added).toEqual([]);
  });

  it.each(SOURCE_PATHS)('takes no finding away in silence: %s', (source) => {
    const left = judgeAll(without(whole, source));
    const kept = new Set(left.findings.map(keyOf));
    const named = new Set(left.notJudged.map((item) => item.finding));
    const silent = all.findings.filter((finding) => !kept.has(keyOf(finding)) && !named.has(finding.id)).map(keyOf);
    expect(silent).toEqual([]);
  });
});

describe('any tenant', () => {
  it.each(Array.from({ length: 40 }, (_, index) => index + 1))(
    '%i has one finding per kind and subject, and every finding explains itself',
    (seed) => {
      const { findings, notJudged } = judgeAll(randomTenant(seed));
      expect(new Set(findings.map(keyOf)).size).toBe(findings.length);
      for (const { title, risk, remedy, evidence, source, subject } of findings) {
        expect([title, risk, remedy, subject.id, subject.name].every((text) => text !== '')).toBe(true);
        expect(title).not.toMatch(/!|undefined|null/);
        expect(evidence.length).toBeGreaterThan(0);
        expect(source).toMatch(/^https:\/\/learn\.microsoft\.com\//);
      }
      expect(notJudged.every(({ reason, subjects }) => reason !== '' && subjects > 0)).toBe(true);
    },
  );
});

describe('the order of a reading', () => {
  it('changes nothing', () => {
    const whole = readSample();
    const turned = (section: object): object =>
      Object.fromEntries(
        Object.entries(section).map(([key, value]) => [key, Array.isArray(value) ? [...(value as unknown[])].reverse() : value]),
      );
    const reversed = { ...whole, graph: turned(whole.graph), exchange: turned(whole.exchange) } as Collection;
    const summary = ({ id, severity, subject, title }: Finding): string => `${severity} ${id} ${subject.id} ${title}`;
    expect(judgeAll(reversed).findings.map(summary)).toEqual(judgeAll(whole).findings.map(summary));
  });
});
