import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { Engine } from '../../src/engine/engine';
import {
  appDetailSchema,
  explanationSchema,
  findingDetailSchema,
  mailboxDetailSchema,
  personDetailSchema,
} from '../../src/shared/ipc/detail-shapes';
import { PLAN_FAMILIES, planSchema, type PlanFamily } from '../../src/shared/domain/plan/plan.schema';
import { PLAN_FAMILY_DEFINITIONS } from '../../src/shared/domain/plan/registry';
import type { EngineInput, EngineOperation, EngineOutput } from '../../src/shared/ipc/engine-protocol';
import { ANSWER_LIMIT } from '../../src/shared/ipc/envelope';
import {
  LIST_NAMES,
  listAnswerSchema,
  LISTS,
  ROWS_LIMIT,
  type ListAnswer,
  type ListName,
  type ListQuery,
} from '../../src/shared/ipc/list-shapes';
import { filterCheckSchema, planOfferSchema, planPreviewSchema, planQuestionsSchema } from '../../src/shared/ipc/plan-shapes';
import { overviewSchema, readingInfoSchema } from '../../src/shared/ipc/reading-shapes';
import { z } from 'zod';
import { collectionOfHugeNames } from '../support/large-names';

const NOW = '2026-11-21T12:00:00Z';
const ID = 'a'.repeat(32);
let folder: string;
let next = 1;
const waiting = new Map<number, (result: unknown) => void>();
const engine = new Engine((message) => {
  if (message.kind === 'answer') waiting.get(message.id)?.(message.result);
  if (message.kind === 'bug') waiting.get(message.id)?.(message);
});

async function ask<Name extends EngineOperation>(operation: Name, input: Omit<EngineInput<Name>, 'now' | 'readingId'>): Promise<unknown> {
  const id = next;
  next += 1;
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  engine.receive({ kind: 'call', id, operation, input: { readingId: ID, now: NOW, ...input } });
  const result = (await answer) as { ok?: boolean; value?: unknown };
  expect(result).toMatchObject({ ok: true });
  return result.value;
}

async function list<Name extends ListName>(name: Name, filter: unknown, more: Partial<ListQuery<Name>> = {}): Promise<ListAnswer<Name>> {
  const query = { list: name, readingId: ID, filter, range: { start: 0, end: ROWS_LIMIT }, querySeq: 1, ...more };
  const answer = await ask('list', { query: query as unknown as EngineInput<'list'>['query'] });
  expect(listAnswerSchema.parse(answer)).toEqual(answer);
  return answer as ListAnswer<Name>;
}

function expectSmall(value: unknown): void {
  expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThan(ANSWER_LIMIT);
}

function expectKept(schema: z.ZodType, value: unknown): void {
  expect(schema.parse(value)).toEqual(value);
  expectSmall(value);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-size-'));
  const path = join(folder, 'huge-names.json');
  writeFileSync(path, JSON.stringify(collectionOfHugeNames()));
  await ask('open', { path, revision: 1 } as never);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filters = async (name: ListName): Promise<unknown> => {
  if (name === 'appMailboxes') return { appId: (await list('apps', {})).rows[0]?.id };
  if (name === 'principals')
    return { mailboxId: (await list('mailboxes', {}, { sort: { by: 'people', direction: 'descending' } })).rows[0]?.id };
  if (name === 'personMailboxes') return { personId: (await crowdedMailbox()).person };
  return {};
};

async function crowdedMailbox(): Promise<{ mailbox: string; person: string }> {
  const { rows } = await list('mailboxes', {}, { sort: { by: 'people', direction: 'descending' } });
  const principals = await list('principals', { mailboxId: rows[0]?.id, kind: 'person' });
  return { mailbox: rows[0]?.id ?? '', person: principals.rows[0]?.id ?? '' };
}

async function subjectFor(family: PlanFamily): Promise<string> {
  const about = PLAN_FAMILY_DEFINITIONS[family]?.subjects[0];
  if (about === 'mailbox') return (await crowdedMailbox()).mailbox;
  if (about === 'app') return (await list('credentials', {})).rows[0]?.appId ?? '';
  return (await list('findings', {})).rows.find(({ subject }) => subject.kind === about)?.subject.id ?? '名'.repeat(100);
}

describe('no answer exceeds a megabyte, however long the names of a tenant are, and every answer keeps its schema', () => {
  describe.each(LIST_NAMES)('the list %s', (name) => {
    const sorts = LISTS[name].query.shape.sort.unwrap().shape.by.options as readonly string[];
    const groups = LISTS[name].query.shape.group.unwrap().options as readonly string[];

    test.each(groups)('grouped by %s, in every order', async (group) => {
      const filter = await filters(name);
      for (const by of sorts) expectSmall(await list(name, filter, { group, sort: { by, direction: 'descending' } } as never));
    });
  });

  it('a page is full where there are rows enough, and every row can still be opened', async () => {
    const { rows } = await list('findings', {});
    expect(rows).toHaveLength(ROWS_LIMIT);
    for (const row of rows.slice(0, 20)) expectKept(findingDetailSchema, await ask('finding', { key: row.key }));
  });

  it('the overview and the facts of the reading', async () => {
    expectKept(overviewSchema.omit({ reading: true }), await ask('overview', {}));
    expectKept(readingInfoSchema.omit({ reading: true }), await ask('info', {}));
  });

  it('the app that holds most', async () => {
    const { rows } = await list('credentials', {});
    const detail = await ask('app', { appId: rows[0]?.appId ?? '' });
    expectKept(appDetailSchema, detail);
    expect(detail).toMatchObject({ policiesTotal: 230, credentialsTotal: 230, delegatedGrantsTotal: 231 });
  });

  it('the mailbox and the person with most, and why', async () => {
    const { mailbox, person } = await crowdedMailbox();
    const { rows } = await list('credentials', {});
    expectKept(mailboxDetailSchema, await ask('mailbox', { mailboxId: mailbox }));
    expectKept(personDetailSchema, await ask('person', { personId: person }));
    expectKept(explanationSchema, await ask('explain', { principal: { kind: 'person', id: person }, mailboxId: mailbox }));
    expectKept(explanationSchema, await ask('explain', { principal: { kind: 'app', id: rows[0]?.appId ?? '' }, mailboxId: mailbox }));
  });

  describe.each(PLAN_FAMILIES)('the plan %s', (family) => {
    it('what it asks, what is wrong with answers, and who gains and loses by it', async () => {
      const subjectId = await subjectFor(family);
      for (const subject of [null, subjectId]) {
        expectKept(planQuestionsSchema, await ask('planQuestions', { family, subjectId: subject }));
      }
      const built = (await ask('planBuild', { family, subjectId, answers: {}, planId: '0123456789abcdef' })) as EngineOutput<'planBuild'>;
      if ('problems' in built) expectSmall(built);
      else {
        expect(planSchema.safeParse(built.plan).error?.issues.slice(0, 3) ?? []).toEqual([]);
        expectKept(planPreviewSchema, await ask('planPreview', { plan: built.plan }));
      }
    });
  });

  it.each(['app', 'mailbox', 'group', 'policy', 'tenant'] as const)('what can be planned for a subject of kind %s', async (kind) => {
    const id = kind === 'app' ? await subjectFor('disable-app') : kind === 'mailbox' ? await subjectFor('add-delegate') : '名'.repeat(100);
    expectKept(z.array(planOfferSchema), await ask('planOffers', { subject: { kind, id } }));
  });

  it.each(["DisplayName -like '*名*'", "Title -eq 'x'", `${'('.repeat(400)}Name -eq '${'名'.repeat(5_000)}'`])(
    'a filter: %.30s',
    async (filter) => {
      expectKept(filterCheckSchema, await ask('filterCheck', { filter }));
    },
  );

  it('a search that finds everything', async () => {
    expectSmall(await ask('search', { text: '名' }));
  });
});
