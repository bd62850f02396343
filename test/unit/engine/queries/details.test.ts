import { beforeAll, describe, expect, it } from 'vitest';
import { appDetail } from '../../../../src/engine/queries/app-detail';
import { explainPath } from '../../../../src/engine/queries/explain-path';
import { findingDetail } from '../../../../src/engine/queries/finding-detail';
import { mailboxDetail, personDetail } from '../../../../src/engine/queries/mailbox-detail';
import { overviewOf } from '../../../../src/engine/queries/overview';
import { infoOf } from '../../../../src/engine/queries/reading-info';
import { createReadingModel, type ReadingModel } from '../../../../src/engine/queries/reading-model';
import { searchEverything } from '../../../../src/engine/queries/search';
import { mailboxRows } from '../../../../src/engine/queries/mailboxes-list';
import {
  appDetailSchema,
  explanationSchema,
  findingDetailSchema,
  mailboxDetailSchema,
  personDetailSchema,
  searchHitSchema,
} from '../../../../src/shared/ipc/detail-shapes';
import { overviewSchema, readingInfoSchema } from '../../../../src/shared/ipc/reading-shapes';
import { demoModel } from '../../../support/demo-model';

let model: ReadingModel;
beforeAll(async () => {
  model = await demoModel();
});

describe('the overview', () => {
  it('keeps the contract and agrees with the audit', () => {
    const overview = overviewOf(model);
    expect(overviewSchema.omit({ reading: true }).parse(overview)).toEqual(overview);
    expect(overview.figures).toEqual(model.audit.summary);
  });

  it('counts in the reach chart the apps of the audit', () => {
    for (const row of overviewOf(model).reachByCapability) {
      const reaches = model.audit.apps.map((app) => app.application[row.capability]?.reach);
      expect([row.all, row.some, row.unknown]).toEqual(
        ['all', 'some', 'unknown'].map((reach) => reaches.filter((one) => one === reach).length),
      );
    }
  });

  it('lists the next five deadlines, soonest first, none of them past', () => {
    const { deadlines } = overviewOf(model);
    expect(deadlines).toHaveLength(5);
    expect(deadlines.map((deadline) => deadline.at)).toEqual(deadlines.map((deadline) => deadline.at).sort());
    for (const deadline of deadlines) expect(deadline.daysLeft).toBeGreaterThanOrEqual(0);
  });

  it('shows dates of the product only as long as they lie ahead', () => {
    const later = createReadingModel(model.reading, model.engine, '2027-06-01T00:00:00Z');
    expect(overviewOf(later).deadlines.filter((deadline) => deadline.kind === 'product')).toEqual([]);
  });

  it('names every source that is not complete with what follows', () => {
    const gaps = Object.entries(model.reading.coverage).filter(([, entry]) => entry.state !== 'complete');
    expect(
      overviewOf(model)
        .gaps.map((gap) => gap.source)
        .sort(),
    ).toEqual(gaps.map(([source]) => source).sort());
    for (const gap of overviewOf(model).gaps) expect(gap.consequence).not.toBe('');
  });
});

describe('the facts of a reading', () => {
  it('keep the contract', () => {
    const info = infoOf(model, { hash: 'abc', unpackedBytes: 12 });
    expect(readingInfoSchema.omit({ reading: true }).parse(info)).toEqual(info);
  });
});

describe('an app', () => {
  it('keeps the contract, for every app of the reading', () => {
    for (const { appId } of model.audit.apps) {
      const detail = appDetail(model, appId);
      if (!detail.ok) throw new Error(appId);
      expect(appDetailSchema.parse(detail.value)).toEqual(detail.value);
    }
  });

  it('is found by its id in any case, and a stranger is not', () => {
    const { appId } = model.audit.apps[0]!;
    expect(appDetail(model, appId.toUpperCase())).toMatchObject({ ok: true, value: { appId } });
    expect(appDetail(model, 'nobody')).toMatchObject({ ok: false, error: { code: 'app-unknown' } });
  });

  it('is described by a sentence that says how far it goes', () => {
    for (const app of model.audit.apps) {
      const detail = appDetail(model, app.appId);
      if (!detail.ok) throw new Error(app.appId);
      const { sentence, extent, enabled } = detail.value;
      if (extent === 'all') expect(sentence).toContain('every mailbox');
      if (extent === 'some') expect(sentence).toMatch(/in \d+ mailbox/);
      if (enabled === false) expect(sentence).toContain('disabled');
    }
  });

  it('brings its findings and credentials', () => {
    for (const app of model.audit.apps) {
      const detail = appDetail(model, app.appId);
      if (!detail.ok) throw new Error(app.appId);
      expect(new Set(detail.value.findings.map((finding) => finding.id))).toEqual(new Set(app.findings));
      expect(detail.value.credentialsTotal).toBe(model.credentials.filter((row) => row.appId === app.appId).length);
    }
  });
});

describe('a mailbox', () => {
  it('keeps the contract and has the numbers of its row', () => {
    for (const row of mailboxRows(model)) {
      const detail = mailboxDetail(model, row.id);
      if (!detail.ok) throw new Error(row.id);
      expect(mailboxDetailSchema.parse(detail.value)).toEqual(detail.value);
      const { apps, unknownApps, appsGap, people, unknownPeople, peopleGap } = detail.value;
      expect(detail.value.sentence.includes('may be more')).toBe(appsGap !== null || peopleGap !== null);
      expect({ apps, unknownApps, appsGap, people, unknownPeople, peopleGap }).toEqual({
        apps: row.apps,
        unknownApps: row.unknownApps,
        appsGap: row.appsGap,
        people: row.people,
        unknownPeople: row.unknownPeople,
        peopleGap: row.peopleGap,
      });
    }
  });

  it('that is not there is its own failure', () => {
    expect(mailboxDetail(model, 'nobody')).toMatchObject({ ok: false, error: { code: 'mailbox-unknown' } });
  });
});

describe('a person', () => {
  it('keeps the contract, for everybody who holds a right', () => {
    for (const { person } of model.engine.peopleIndex().all) {
      const detail = personDetail(model, person.id);
      if (!detail.ok) throw new Error(person.id);
      expect(personDetailSchema.parse(detail.value)).toEqual(detail.value);
      expect(detail.value.mailboxes + detail.value.unknownMailboxes).toBeGreaterThan(0);
    }
  });

  it('who is not there is its own failure', () => {
    expect(personDetail(model, 'nobody')).toMatchObject({ ok: false, error: { code: 'person-unknown' } });
  });
});

describe('a finding', () => {
  it('keeps the contract and has all its evidence, for every finding', () => {
    for (const [key, finding] of model.findings) {
      const detail = findingDetail(model, key);
      if (!detail.ok) throw new Error(key);
      expect(findingDetailSchema.parse(detail.value)).toEqual(detail.value);
      expect(detail.value.evidence).toHaveLength(Math.min(200, finding.evidence.length));
    }
  });

  it('that is not raised is its own failure', () => {
    expect(findingDetail(model, 'tenant-wide-mail:app:nobody')).toMatchObject({ ok: false, error: { code: 'finding-unknown' } });
  });
});

describe('why an app or a person reaches a mailbox', () => {
  it('is a chain from the principal to the mailbox for every verdict, in the order of certainty', () => {
    for (const mailbox of model.reading.mailboxes.all.slice(0, 20)) {
      for (const app of model.engine.apps) {
        const answer = explainPath(model, { principal: { kind: 'app', id: app.appId }, mailboxId: mailbox.id });
        if (!answer.ok) throw new Error(app.appId);
        const { verdicts, chains } = explanationSchema.parse(answer.value);
        for (const capability of Object.keys(verdicts)) {
          expect(chains.some((chain) => (chain.capabilities as readonly string[]).includes(capability) && chain.verdict !== 'no')).toBe(
            true,
          );
        }
        const order = chains.map((chain) => ['yes', 'unknown', 'no'].indexOf(chain.verdict));
        expect(order).toEqual([...order].sort());
        for (const chain of chains) expect(chain.links.length).toBeGreaterThan(1);
      }
    }
  });

  it('can be asked for one capability', () => {
    const [app] = model.audit.apps.filter((one) => one.application['mail.send']?.reach === 'all');
    const [mailbox] = model.reading.mailboxes.all;
    const answer = explainPath(model, { principal: { kind: 'app', id: app!.appId }, mailboxId: mailbox!.id, capability: 'mail.send' });
    if (!answer.ok) throw new Error('not answered');
    expect(answer.value.chains.flatMap((chain) => chain.capabilities)).toEqual(answer.value.chains.map(() => 'mail.send'));
  });

  it('is nothing for somebody who does not reach it, and a failure for a stranger', () => {
    const [mailbox] = model.reading.mailboxes.all;
    const reaching = new Set(model.engine.peopleOf(mailbox!).map((person) => person.id));
    const other = [...model.reading.users.keys()].find((id) => !reaching.has(id));
    expect(explainPath(model, { principal: { kind: 'person', id: other! }, mailboxId: mailbox!.id })).toMatchObject({
      ok: true,
      value: { chains: [] },
    });
    expect(explainPath(model, { principal: { kind: 'person', id: 'nobody' }, mailboxId: mailbox!.id })).toMatchObject({
      error: { code: 'person-unknown' },
    });
    expect(explainPath(model, { principal: { kind: 'app', id: 'nobody' }, mailboxId: mailbox!.id })).toMatchObject({
      error: { code: 'app-unknown' },
    });
    expect(explainPath(model, { principal: { kind: 'app', id: 'nobody' }, mailboxId: 'nobody' })).toMatchObject({
      error: { code: 'mailbox-unknown' },
    });
  });
});

describe('a search over everything', () => {
  it('finds an app by its id, a mailbox by its address, a person by the name', () => {
    const app = model.audit.apps[0]!;
    const mailbox = model.reading.mailboxes.all[0]!;
    expect(searchEverything(model, app.appId).hits[0]).toMatchObject({ kind: 'app', id: app.appId });
    expect(searchEverything(model, mailbox.address).hits.map((hit) => hit.kind)).toContain('mailbox');
    const [person] = [...model.engine.peopleIndex().all].filter((entry) => !entry.person.deleted);
    expect(searchEverything(model, person!.person.name).hits).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'person', id: person!.person.id })]),
    );
  });

  it('finds nothing for nothing, and at most fifty', () => {
    expect(searchEverything(model, '  ')).toEqual({ hits: [], total: 0 });
    const everything = searchEverything(model, 'a');
    expect(everything.hits.length).toBeLessThanOrEqual(50);
    for (const hit of everything.hits) expect(searchHitSchema.safeParse(hit).success).toBe(true);
  });

  it('puts names that begin with the search first', () => {
    const { hits } = searchEverything(model, 'su');
    expect(hits[0]!.label.toLowerCase().startsWith('su')).toBe(true);
  });
});
