import { describe, expect, it } from 'vitest';
import { auditCsv } from '../../../../src/shared/report/audit-csv';
import { auditDocument } from '../../../../src/shared/report/audit-document';
import { jsonChunks } from '../../../../src/shared/report/json';
import { matrixCsv } from '../../../../src/shared/report/matrix-csv';
import { matrixDocument } from '../../../../src/shared/report/matrix-document';
import { reachCsv, whoCsv } from '../../../../src/shared/report/path-csv';
import { reachDocument } from '../../../../src/shared/report/reach-document';
import { renderHtml } from '../../../../src/shared/report/render-html';
import { renderMarkdown } from '../../../../src/shared/report/render-markdown';
import { renderText } from '../../../../src/shared/report/render-text';
import type { ReportDocument } from '../../../../src/shared/report/report-model';
import { secretsCsv } from '../../../../src/shared/report/secrets-csv';
import { secretsDocument } from '../../../../src/shared/report/secrets-document';
import { whoDocument } from '../../../../src/shared/report/who-document';
import { HOSTILE_NAMES } from '../../../support/hostile-names';
import { parseCsv, parseCsvRecords } from '../../../support/parse-csv';
import { SAMPLE_MAILBOXES, sampleAnswers } from '../../../support/sample-answers';

const names = Object.entries(HOSTILE_NAMES);
const join = (chunks: Iterable<string>): string => [...chunks].join('');

const documents: Readonly<Record<string, (name: string) => ReportDocument>> = {
  audit: (name) => auditDocument(sampleAnswers(name).audit),
  reach: (name) => reachDocument(sampleAnswers(name).reach, { subtitle: name, mailboxes: 412 }),
  who: (name) => whoDocument(sampleAnswers(name).who, name),
  matrix: (name) => matrixDocument(sampleAnswers(name).matrix, name),
  secrets: (name) => secretsDocument(sampleAnswers(name).secrets, { subtitle: name, coverage: sampleAnswers(name).who.coverage }),
};

const tables: Readonly<Record<string, (name: string) => Iterable<string>>> = {
  audit: (name) => auditCsv(sampleAnswers(name).audit),
  reach: (name) => reachCsv(sampleAnswers(name).reach),
  who: (name) => whoCsv(sampleAnswers(name).who),
  matrix: (name) => matrixCsv(sampleAnswers(name).matrix, SAMPLE_MAILBOXES),
  secrets: (name) => secretsCsv(sampleAnswers(name).secrets),
};

/** Tags of our own making, as a tag name with the attributes we write; whatever else looks like a tag came from a name. */
const OWN_TAG =
  /<\/?(?:!DOCTYPE html|html(?: lang="en")?|head|meta (?:charset|http-equiv|name)="[^<>]*"|title|style|body|main|h1|h2|h3|p(?: class="(?:subtitle|lead|warning)")?|ul|li|dl|dt|dd|div class="scroll" role="region" tabindex="0" aria-label="Table"|div|table|thead|tbody|tr|th scope="col"(?: class="right")?|th|td(?: class="right")?|code|article(?: class="[a-z]+")?|span(?: class="badge [a-z]+")?|a(?: href="https:\/\/[^"<>]*" rel="noopener noreferrer")?|footer)>/g;
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const withoutLineFeeds = (text: string): string => text.split('\n').join('');

describe.each(Object.entries(documents))('the %s report', (_family, documentOf) => {
  const shape = (name: string): string => (join(renderHtml(documentOf(name))).match(OWN_TAG) ?? []).join('');

  it.each(names)('as HTML keeps its structure and holds no foreign tag with a name that is: %s', (_what, name) => {
    const html = join(renderHtml(documentOf(name)));
    const style = /<style>[^]*?<\/style>/.exec(html)?.[0] ?? '';
    expect(html.replace(style, '').replace(OWN_TAG, '')).not.toMatch(/[<>]/);
    expect(shape(name)).toBe(shape('HR Sync'));
    expect(withoutLineFeeds(html)).not.toMatch(UNSEEN);
  });

  it.each(names)('as text has the same lines with a name that is: %s', (_what, name) => {
    const text = join(renderText(documentOf(name)));
    const plain = join(renderText(documentOf('HR Sync')));
    expect(text.split('\n')).toHaveLength(plain.split('\n').length);
    expect(withoutLineFeeds(text)).not.toMatch(UNSEEN);
  });

  it.each(names)('as Markdown has the same lines, columns and links with a name that is: %s', (_what, name) => {
    const markdown = join(renderMarkdown(documentOf(name)));
    const plain = join(renderMarkdown(documentOf('HR Sync')));
    const columns = (text: string): number[] => text.split('\n').map((line) => line.replace(/\\./g, '').split('|').length);
    expect(columns(markdown)).toEqual(columns(plain));
    expect(withoutLineFeeds(markdown)).not.toMatch(UNSEEN);
    const bare = markdown.replace(/\\./g, '');
    expect(bare.match(/\]\(/g) ?? []).toHaveLength((plain.replace(/\\./g, '').match(/\]\(/g) ?? []).length);
    expect(bare.replace(/\(<https:\/\/[^<>]*>\)/g, '')).not.toMatch(/[<>]/);
  });
});

describe.each(Object.entries(tables))('the %s table', (_family, tableOf) => {
  it.each(names)('as CSV reads back whole, and holds no formula, with a name that is: %s', (_what, name) => {
    const rows = parseCsv(join(tableOf(name)));
    const shown = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
    expect(rows.some((row) => row.includes(shown))).toBe(true);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    const numbers = /^-?\d+$/;
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell) && !numbers.test(cell))).toEqual([]);
  });
});

describe('the JSON answers', () => {
  const families = Object.keys(sampleAnswers()) as (keyof ReturnType<typeof sampleAnswers>)[];
  it.each(families.flatMap((family) => names.map(([what, name]) => ({ family, what, name }))))(
    '$family reads back as it was with a name that is: $what',
    ({ family, name }) => {
      const answer = sampleAnswers(name)[family];
      expect(JSON.parse(join(jsonChunks(answer)))).toEqual(JSON.parse(JSON.stringify(answer)));
    },
  );
});

describe('the CSV tables', () => {
  it('of a matrix have exactly the columns of the contract, one row per principal, mailbox and capability', () => {
    const text = join(tables['matrix']!('HR Sync'));
    expect(parseCsv(text)[0]).toEqual(['kind', 'id', 'name', 'enabled', 'mailboxId', 'mailbox', 'capability', 'verdict']);
    const rows = parseCsvRecords(text).map((row) =>
      [row['kind'], row['enabled'], row['mailbox'], row['capability'], row['verdict']].join(' '),
    );
    expect(rows).toEqual([
      'app true support@contoso.com mail.read yes',
      'app true sales@contoso.com mail.read yes',
      'app true support@contoso.com mail.send yes',
      'app true sales@contoso.com mail.send unknown',
      'person  support@contoso.com mail.write unknown',
      'person  sales@contoso.com mail.write unknown',
    ]);
  });

  it('leave negative numbers alone: only text can be mistaken for a formula', () => {
    expect(parseCsvRecords(join(tables['secrets']!('HR Sync')))[0]).toMatchObject({ daysLeft: '-5' });
  });

  it('of an audit name what could not be judged, resolved or read, so that a partial reading does not look clean', () => {
    const states = parseCsvRecords(join(tables['audit']!('HR Sync'))).map((row) => row['state']);
    expect(states).toEqual(['open', 'accepted', 'notJudged', 'unresolved', 'notRead', 'notRead']);
  });
});

describe('the HTML report', () => {
  const html = join(renderHtml(documents['audit']!('HR Sync')));

  it('loads, runs and sends nothing', () => {
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`);
    expect(html).not.toMatch(/<script|<img|<link|<iframe|<form|url\(|@import|\son\w+=/i);
  });

  it('has styles for paper and for a dark screen', () => {
    expect(html).toContain('@media print');
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('links to the document that a finding rests on, and to nothing that is not https', () => {
    expect(html).toContain('href="https://learn.microsoft.com/graph/auth-limit-mailbox-access"');
    const { audit } = sampleAnswers();
    const findings = [{ ...audit.findings[0]!, source: 'javascript:alert(1)' }];
    expect(join(renderHtml(auditDocument({ ...audit, findings })))).not.toContain('href');
  });

  it('says what was not read, what follows from it, what was not judged, and what it leaves out', () => {
    for (const text of [
      'cancelled by the user after 190 of 412',
      'who has Full Access to the mailboxes that were not read is not known',
      'Not judged',
      'inactive mailboxes',
    ]) {
      expect(html).toContain(text);
    }
  });
});
