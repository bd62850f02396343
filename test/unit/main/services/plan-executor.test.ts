import { describe, expect, it } from 'vitest';
import type { DirectoryAnswer } from '../../../../src/shared/ipc/tenant-access';
import { JournalFailure } from '../../../../src/main/services/plan-log';
import { graphLook } from '../../../../src/shared/domain/plan/look';
import { answer, type Fault } from '../../../support/plan-runner/fake-tenant';
import { MemoryJournal } from '../../../support/plan-runner/memory-journal';
import { PlanBench } from '../../../support/plan-runner/run-plan';
import { addCertificate, addSecret, askPerson, makeScope, makeThing, planOf, step } from '../../../support/plan-runner/small-plans';

const twoSteps = (): PlanBench => new PlanBench(planOf([makeThing('a'), makeScope('s', 'a')]));

const refusal = (status: number, code: string, message: string, headers = {}): DirectoryAnswer =>
  answer(status, { error: { code, message } }, headers);

describe('a run without trouble', () => {
  it('looks first, sends each change once, and says what it saw', async () => {
    const bench = twoSteps();
    expect(await bench.run()).toBe('over');
    expect(bench.states()).toEqual(['done', 'done']);
    expect(bench.tenant.sent).toEqual(['POST /v1.0/things {"name":"a"}', 'New-Scope {"Name":"s","Thing":"id-1"}']);
    expect(bench.step('make-a').outputs).toEqual({ id: 'id-1' });
    expect(bench.step('make-a').evidence).toEqual(['The thing a is there.']);
    expect(bench.journal.kinds()).toEqual([
      ...['plan', 'run', 'basis'],
      ...['intent', 'outcome', 'done'],
      ...['intent', 'outcome', 'done'],
      'ended',
    ]);
  });

  it('changes nothing that is so already', async () => {
    const bench = twoSteps();
    bench.tenant.list('things').push({ id: 'old', name: 'A ' });
    expect(await bench.run()).toBe('over');
    expect(bench.states()).toEqual(['already-so', 'done']);
    expect(bench.tenant.sent).toEqual(['New-Scope {"Name":"s","Thing":"old"}']);
  });

  it('waits by the tenant’s clock until the tenant shows it, however long that takes', async () => {
    const bench = twoSteps();
    bench.tenant.lag = 3 * 3_600_000;
    expect(await bench.run()).toBe('over');
    expect(bench.tenant.sent).toHaveLength(2);
    const held = bench.journal.entries.flatMap((entry) => (entry.kind === 'held' && entry.hold.kind === 'settling' ? [entry.hold] : []));
    expect(held[0]).toMatchObject({ settling: 'new-object', since: '2026-11-21T12:00:00.000Z', expectedBy: '2026-11-21T12:10:00.000Z' });
    expect(held.at(-1)?.saw).toContain('unusually long');
    // Looked at many times, but written only where something new was seen.
    expect(held.length).toBeLessThan(8);
  });
});

describe('the basis of a plan', () => {
  const basis = [graphLook('/v1.0/things', { where: { name: 'old' }, says: 'The thing old is there.' })];

  it('is looked at before anything else; one that does not hold changes nothing', async () => {
    const bench = new PlanBench(planOf([makeThing('a')], { basis }));
    expect(await bench.run()).toBe('stale');
    expect(bench.tenant.sent).toEqual([]);
    expect(bench.log().progress()).toMatchObject({ state: 'failed', stale: ['Not so: “The thing old is there”. Nothing was found.'] });
  });

  it('is not asked for again once something was changed', async () => {
    const bench = new PlanBench(planOf([makeThing('a'), askPerson()], { basis }));
    bench.tenant.list('things').push({ id: 'old', name: 'old' });
    expect(await bench.run()).toBe('held');
    bench.tenant.lists.set(
      'things',
      bench.tenant.list('things').filter(({ name }) => name !== 'old'),
    );
    expect(await bench.run({ kind: 'confirmed', step: 'ask', by: 'me', says: 'done' })).toBe('over');
  });

  it('that cannot be read stops the plan before its first step', async () => {
    const bench = new PlanBench(planOf([makeThing('a')], { basis }));
    bench.tenant.readFaults = [refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges')];
    expect(await bench.run()).toBe('held');
    expect(bench.step('make-a').hold).toMatchObject({
      kind: 'right',
      says: expect.stringContaining('Cloud Application Administrator') as string,
    });
    expect(await bench.run({ kind: 'run' })).toBe('stale');
  });
});

/** Every outcome that a change can have at its first sending, and what has to come of it. */
const OUTCOMES: readonly (readonly [name: string, fault: Fault, sent: number, made: number, ends: 'over' | 'held', hold: string | null])[] =
  [
    ['the answer is lost after the change was made', 'lost-after', 1, 1, 'over', null],
    ['the answer is lost and the change was not made', 'lost-before', 2, 1, 'over', null],
    ['a gateway gives up after the change was made', 'server-error-after', 1, 1, 'over', null],
    ['the server fails before it made the change', 'server-error-before', 2, 1, 'over', null],
  ];

const GRAPH_ANSWERS: typeof OUTCOMES = [
  ['429 with a time', refusal(429, 'TooManyRequests', 'Too many', { 'retry-after': '30' }), 2, 1, 'over', null],
  ['429 without one', refusal(429, 'TooManyRequests', 'Too many'), 2, 1, 'over', null],
  ['503 with a time', refusal(503, 'ServiceUnavailable', 'Later', { 'retry-after': '5' }), 2, 1, 'over', null],
  ['503 without one', refusal(503, 'ServiceUnavailable', 'Later'), 2, 1, 'over', null],
  ['a missing right', refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges'), 1, 0, 'held', 'right'],
  ['a token that is not taken', refusal(401, 'InvalidAuthenticationToken', 'Expired'), 1, 0, 'held', 'failed'],
  ['a bad request', refusal(400, 'Request_BadRequest', 'A property is wrong'), 1, 0, 'held', 'failed'],
  ['nobody signed in', { kind: 'notSignedIn', message: 'sign in again' }, 1, 0, 'held', 'failed'],
  ['“exists already” though it does not', refusal(400, 'Request_BadRequest', 'One or more objects already exist.'), 1, 0, 'held', 'failed'],
];

const EXCHANGE_ANSWERS: typeof OUTCOMES = [
  ['the service asks to wait', { kind: 'busy', status: 429, retryAfter: '20', date: null }, 2, 1, 'over', null],
  [
    'a cmdlet that no role shows',
    {
      kind: 'error',
      category: 'ObjectNotFound',
      id: 'CommandNotFoundException',
      message: "The term 'New-Scope' is not recognized as a name of a cmdlet",
    },
    1,
    0,
    'held',
    'right',
  ],
  ['a refused value', { kind: 'error', category: 'InvalidData', id: 'X', message: 'The value is wrong.' }, 1, 0, 'held', 'failed'],
  ['a session that ended', { kind: 'notSignedIn', message: 'connect again' }, 1, 0, 'held', 'failed'],
  [
    'an object that is not there, long after anything was made',
    { kind: 'error', category: 'ObjectNotFound', id: 'ManagementObjectNotFoundException', message: "'already exists' couldn't be found" },
    1,
    0,
    'held',
    'failed',
  ],
];

describe('whatever comes of a change', () => {
  it.each([...OUTCOMES, ...GRAPH_ANSWERS])('by Graph: %s', async (_name, fault, sent, made, ends, hold) => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    bench.tenant.faults = [fault];
    expect(await bench.run()).toBe(ends);
    expect(bench.tenant.sent).toHaveLength(sent);
    expect(bench.tenant.made).toHaveLength(made);
    expect(bench.step('make-a').hold?.kind ?? null).toBe(hold);
    // Somebody tries again, and then it works.
    expect(await bench.run({ kind: 'run', step: 'make-a' })).toBe('over');
    expect(bench.names('things')).toEqual(['a']);
  });

  it.each([...OUTCOMES, ...EXCHANGE_ANSWERS])('by a cmdlet: %s', async (_name, fault, sent, made, ends, hold) => {
    const bench = new PlanBench(planOf([makeScope('s')]));
    bench.tenant.faults = [fault];
    expect(await bench.run()).toBe(ends);
    expect(bench.tenant.sent).toHaveLength(sent);
    expect(bench.tenant.made).toHaveLength(made);
    expect(bench.step('scope-s').hold?.kind ?? null).toBe(hold);
    expect(await bench.run({ kind: 'run', step: 'scope-s' })).toBe('over');
    expect(bench.names('Scope', 'Name')).toEqual(['s']);
  });

  it('waits as long as the service asks before it sends again', async () => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    bench.tenant.faults = [refusal(429, 'TooManyRequests', 'Too many', { 'retry-after': '300' })];
    await bench.run();
    const intents = bench.journal.entries.filter(({ kind }) => kind === 'intent').map(({ at }) => Date.parse(at));
    expect((intents[1] ?? 0) - (intents[0] ?? 0)).toBe(300_000);
  });

  it('sends it again where what an earlier step has just made is not everywhere yet', async () => {
    const bench = twoSteps();
    const notThere = {
      kind: 'error',
      category: 'ObjectNotFound',
      id: 'ManagementObjectNotFoundException',
      message: "It couldn't be found.",
    } as const;
    bench.tenant.faults = ['fine', notThere, notThere];
    expect(await bench.run()).toBe('over');
    expect(bench.tenant.made).toHaveLength(2);
    expect(bench.tenant.sent).toHaveLength(4);
  });

  it('takes what somebody else made meanwhile for its own', async () => {
    const bench = new PlanBench(planOf([makeScope('s')]));
    bench.tenant.lag = 60_000;
    bench.tenant.list('Scope').push({ Identity: 'theirs', Name: 's', seenFrom: bench.tenant.clock.time + 60_000 });
    expect(await bench.run()).toBe('over');
    expect(bench.tenant.made).toEqual([]);
    expect(bench.step('scope-s')).toMatchObject({ state: 'already-so', outputs: { identity: 'theirs' } });
  });

  it('looks long enough for what would be there twice before it is made again', async () => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    bench.tenant.lag = 9 * 60_000;
    bench.tenant.faults = ['lost-after'];
    expect(await bench.run()).toBe('over');
    expect(bench.tenant.sent).toHaveLength(1);
  });

  it('knows for its own what it made without an answer and found long after, and takes it back', async () => {
    const bench = new PlanBench(planOf([makeScope('s')]));
    bench.tenant.lag = 90_000;
    bench.tenant.faults = ['lost-after'];
    expect(await bench.run()).toBe('over');
    // Looked for, not seen, sent again, refused as there already, and seen at last.
    expect(bench.tenant.made).toHaveLength(1);
    expect(bench.step('scope-s')).toMatchObject({ state: 'done', doubted: true });
    bench.tenant.faults = ['lost-after'];
    expect(await bench.run({ kind: 'undoing', to: 'scope-s' })).toBe('over');
    expect(bench.names('Scope', 'Name')).toEqual([]);
  });

  it('stops with a sentence where the tenant cannot be looked at', async () => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    bench.tenant.readFaults = Array.from({ length: 40 }, () => ({ kind: 'unreachable' as const, message: 'no connection' }));
    expect(await bench.run()).toBe('held');
    expect(bench.step('make-a').hold).toMatchObject({ kind: 'failed', code: 'plan-not-readable' });
    expect(bench.tenant.sent).toEqual([]);
  });
});

describe('steps that need somebody', () => {
  it('wait for a person’s word, which is the outcome', async () => {
    const bench = new PlanBench(planOf([askPerson(), makeThing('a')]));
    expect(await bench.run()).toBe('held');
    expect(bench.step('ask').hold).toEqual({ kind: 'person', says: 'Hand it over.' });
    expect(await bench.run({ kind: 'run' })).toBe('held');
    expect(await bench.run({ kind: 'confirmed', step: 'ask', by: 'Ada', says: 'Given to Grace.' })).toBe('over');
    expect(bench.step('ask').evidence).toEqual(['Confirmed by Ada. Given to Grace.']);
  });

  it('are not begun before what they ask is confirmed', async () => {
    const bench = new PlanBench(planOf([makeThing('a', { confirm: 'Everything stops.' })]));
    expect(await bench.run()).toBe('held');
    expect(bench.step('make-a').hold).toEqual({ kind: 'person', says: 'Everything stops.' });
    expect(bench.tenant.sent).toEqual([]);
    expect(await bench.run({ kind: 'confirmed', step: 'make-a', by: 'Ada', says: '' })).toBe('over');
  });

  it('stand still where what they need is not so', async () => {
    const precondition = [graphLook('/v1.0/things', { where: { name: 'base' }, says: 'The base is there.' })];
    const bench = new PlanBench(planOf([makeThing('a', { precondition })]));
    expect(await bench.run()).toBe('held');
    expect(bench.step('make-a').hold).toMatchObject({ code: 'plan-precondition', says: 'Not so: “The base is there”. Nothing was found.' });
    bench.tenant.list('things').push({ id: 'b', name: 'base' });
    expect(await bench.run({ kind: 'run', step: 'make-a' })).toBe('over');
  });

  it('go to somebody else and on when that one has done them', async () => {
    const bench = twoSteps();
    const hold = { kind: 'handedOver', to: 'Grace', since: bench.tenant.clock.now() } as const;
    expect(await bench.run({ kind: 'held', step: 'make-a', hold })).toBe('held');
    expect(await bench.run({ kind: 'run' })).toBe('held');
    expect(bench.tenant.sent).toEqual([]);
    bench.tenant.list('things').push({ id: 'theirs', name: 'a' });
    expect(await bench.run({ kind: 'run' })).toBe('over');
    expect(bench.states()).toEqual(['already-so', 'done']);
  });

  it('may be skipped, and later ones say what they miss', async () => {
    const bench = twoSteps();
    expect(await bench.run({ kind: 'skipped', step: 'make-a', reason: 'Not needed.' })).toBe('held');
    expect(bench.states()).toEqual(['skipped', 'failed']);
    expect(bench.step('scope-s').hold).toMatchObject({
      code: 'plan-output-missing',
      says: expect.stringContaining('Step make-a') as string,
    });
  });
});

describe('real calls in a step', () => {
  const tested = step({
    id: 'test',
    liveTest: { appId: 'app-1', inside: ['m1'], outside: ['m2'], operations: ['mail.read'] },
    settles: 'scope-changed',
  });

  it('are repeated until they come out as expected', async () => {
    const bench = new PlanBench(planOf([tested]));
    let rounds = 0;
    bench.live = () =>
      (rounds += 1) < 4 ? { kind: 'not-yet', says: 'One call outside still gets through.' } : { kind: 'settled', says: ['As expected.'] };
    expect(await bench.run()).toBe('over');
    expect(rounds).toBe(4);
    expect(bench.step('test').evidence).toEqual(['As expected.']);
  });

  it('want a credential, or a person’s word', async () => {
    const bench = new PlanBench(planOf([tested]));
    bench.live = () => ({ kind: 'no-credential', says: 'Give it.' });
    expect(await bench.run()).toBe('held');
    expect(bench.step('test').hold).toEqual({ kind: 'credential', says: 'Give it.' });
    expect(await bench.run({ kind: 'confirmed', step: 'test', by: 'Ada', says: 'Tested by the vendor.' })).toBe('over');
    expect(bench.step('test').evidence).toEqual(['Confirmed by Ada. Tested by the vendor.']);
  });

  it('that cannot be made hold the step', async () => {
    const bench = new PlanBench(planOf([tested]));
    bench.live = () => ({ kind: 'failed', code: 'app-disabled', says: 'AADSTS7000112' });
    expect(await bench.run()).toBe('held');
    expect(bench.step('test').hold).toMatchObject({ kind: 'failed', code: 'app-disabled' });
  });
});

describe('stopping', () => {
  it('happens after the change that is under way, and goes on without sending it again', async () => {
    const bench = twoSteps();
    bench.tenant.lag = 600_000;
    bench.tenant.clock.onSleep = () => bench.control.stop();
    expect(await bench.run()).toBe('stopped');
    expect(bench.step('make-a').outcome).toBe('made');
    bench.tenant.clock.onSleep = () => undefined;
    expect(await bench.run({ kind: 'run' })).toBe('over');
    expect(bench.tenant.sent).toHaveLength(2);
  });

  it('happens before the next change where the journal cannot be written', async () => {
    const bench = twoSteps();
    bench.journal.watch = (when, entry) => {
      if (when === 'before' && entry.kind === 'intent') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    await expect(bench.run()).rejects.toThrow(JournalFailure);
    expect(bench.tenant.sent).toEqual([]);
    expect(bench.journal).toBeInstanceOf(MemoryJournal);
  });
});

describe('a secret that a step creates', () => {
  const one = (): PlanBench => new PlanBench(planOf([addSecret()]));
  const kept = (bench: PlanBench): readonly string[] => bench.vault.held();

  it('is in the vault, and in no line of the journal', async () => {
    const bench = one();
    expect(await bench.run()).toBe('over');
    expect(kept(bench)).toEqual(['text-of-id-1']);
    expect(JSON.stringify(bench.journal.entries)).not.toContain('text-of-');
    expect(bench.step('add-secret').outputs).toEqual({ keyId: 'id-1' });
  });

  it('whose text never came is removed as an orphan and made anew', async () => {
    const bench = one();
    bench.tenant.faults = ['lost-after'];
    expect(await bench.run()).toBe('over');
    expect(bench.secrets().map(({ keyId }) => keyId)).toEqual(['id-2']);
    expect(kept(bench)).toEqual(['text-of-id-2']);
    expect(bench.journal.kinds()).toContain('orphanRemoved');
    expect(bench.step('add-secret').state).toBe('done');
  });

  it('whose answer is lost every time is made anew some times, and then is somebody’s to look into', async () => {
    const bench = one();
    bench.tenant.faults = Array.from({ length: 200 }, () => 'lost-after' as const);
    expect(await bench.run()).toBe('held');
    expect(bench.step('add-secret').hold).toMatchObject({ kind: 'failed', code: 'tenant-unreachable' });
    expect(bench.secrets().length).toBeLessThanOrEqual(1);
    bench.tenant.faults = [];
    expect(await bench.run({ kind: 'run', step: 'add-secret' })).toBe('over');
    expect(bench.secrets()).toHaveLength(1);
    expect(kept(bench)).toEqual([`text-of-${bench.secrets()[0]?.keyId ?? ''}`]);
  });

  it('of another step with another tag is left alone', async () => {
    const bench = one();
    const other = { keyId: 'other', displayName: 'Mailscope other-plan add-secret' };
    bench.tenant.list('applications')[0] = { id: 'app-1', passwordCredentials: [other] };
    bench.tenant.faults = ['lost-after'];
    expect(await bench.run()).toBe('over');
    expect(bench.secrets().map(({ keyId }) => keyId)).toEqual(['other', 'id-2']);
  });

  it('is not made before somebody knows that this machine cannot keep it', async () => {
    const bench = one();
    bench.vault.answers = { state: 'locked', message: 'The keychain is locked.', next: 'Unlock it.' };
    expect(await bench.run()).toBe('held');
    expect(bench.step('add-secret').hold).toMatchObject({
      kind: 'person',
      says: expect.stringContaining('lost when Mailscope ends') as string,
    });
    expect(bench.tenant.sent).toEqual([]);
    expect(await bench.run({ kind: 'confirmed', step: 'add-secret', by: 'Ada', says: 'Handed over at once.' })).toBe('over');
  });

  it('that the keychain did not take after all is said to be in memory alone', async () => {
    const bench = one();
    bench.vault.set = (name, text) => {
      bench.vault.texts.set(name, text);
      return Promise.resolve('memory');
    };
    expect(await bench.run()).toBe('over');
    const outcome = bench.journal.entries.find(({ kind }) => kind === 'outcome');
    expect(outcome).toMatchObject({ ok: true, says: expect.stringContaining('Hand it over now') as string });
  });

  it('that somebody else made by hand is taken as it is, though its text is not here', async () => {
    const bench = one();
    const hold = { kind: 'handedOver', to: 'Grace', since: bench.tenant.clock.now() } as const;
    const tag = 'Mailscope plan-0123abcd add-secret';
    bench.tenant.list('applications')[0] = { id: 'app-1', passwordCredentials: [{ keyId: 'theirs', displayName: tag }] };
    expect(await bench.run({ kind: 'held', step: 'add-secret', hold })).toBe('over');
    expect(bench.secrets().map(({ keyId }) => keyId)).toEqual(['theirs']);
  });
});

describe('a certificate that a step creates', () => {
  const one = (): PlanBench => new PlanBench(planOf([addCertificate()]));
  const keys = (bench: PlanBench): readonly unknown[] => bench.tenant.list('applications')[0]?.['keyCredentials'] as unknown[];

  it('is made here, its key kept before the tenant hears of it, and added beside those that are there', async () => {
    const bench = one();
    const other = { keyId: 'other', displayName: 'Their key', key: null };
    bench.tenant.list('applications')[0] = { id: 'app-1', keyCredentials: [other] };
    let keptBefore: readonly string[] = [];
    bench.journal.watch = (_when, { kind }) => void (kind === 'intent' && (keptBefore = [...bench.vault.held()]));
    expect(await bench.run()).toBe('over');
    expect(keptBefore).toEqual(['-----BEGIN PRIVATE KEY-----1']);
    expect(keys(bench)).toEqual([
      other,
      { keyId: 'id-2', displayName: expect.any(String) as string, key: 'der-1', customKeyIdentifier: 'print-1' },
    ]);
    expect(bench.step('add-certificate').outputs).toMatchObject({ keyId: 'id-2', thumbprint: 'print-1', certificate: 'der-1' });
    expect(JSON.stringify(bench.journal.entries)).not.toContain('PRIVATE KEY');
  });

  it.each<Fault>(['lost-before', 'lost-after', 'server-error-after'])('is the same one after %s', async (fault) => {
    const bench = one();
    bench.tenant.faults = [fault];
    expect(await bench.run()).toBe('over');
    expect(bench.certificates.made).toBe(1);
    expect(keys(bench)).toHaveLength(1);
    expect(bench.vault.held()).toEqual(['-----BEGIN PRIVATE KEY-----1']);
  });

  it('whose key is lost is removed and made anew', async () => {
    const bench = one();
    bench.tenant.faults = ['lost-after'];
    bench.tenant.clock.onSleep = () => bench.control.stop();
    bench.tenant.lag = 1;
    expect(await bench.run()).toBe('stopped');
    bench.tenant.clock.onSleep = () => undefined;
    bench.vault.texts.clear();
    expect(await bench.run({ kind: 'run' })).toBe('over');
    expect(keys(bench)).toEqual([expect.objectContaining({ customKeyIdentifier: 'print-2' })]);
    expect(bench.vault.held()).toEqual(['-----BEGIN PRIVATE KEY-----2']);
  });

  it('goes from the tenant and from the vault when it is taken back', async () => {
    const bench = one();
    await bench.run();
    expect(await bench.run({ kind: 'undoing', to: 'add-certificate' })).toBe('over');
    expect(keys(bench)).toEqual([]);
    expect(bench.vault.held()).toEqual([]);
  });
});

describe('taking back', () => {
  it('goes from the last step to the one that is named, each once', async () => {
    const bench = new PlanBench(planOf([makeThing('a'), makeThing('b'), makeScope('s', 'b'), addSecret()]));
    await bench.run();
    bench.tenant.sent.length = 0;
    expect(await bench.run({ kind: 'undoing', to: 'make-b' })).toBe('over');
    expect(bench.states()).toEqual(['done', 'undone', 'undone', 'undone']);
    expect(bench.tenant.sent.map((text) => text.split(' {')[0])).toEqual([
      'POST /v1.0/applications/app-1/removePassword',
      'Remove-Scope',
      'DELETE /v1.0/things/id-2',
    ]);
    expect(bench.vault.held()).toEqual([]);
    expect(bench.log().progress().state).toBe('paused');
    expect(await bench.run({ kind: 'undoing', to: 'make-a' })).toBe('over');
    expect(bench.log().progress().state).toBe('undone');
    expect(bench.names('things')).toEqual([]);
  });

  it.each(OUTCOMES)('ends well where %s', async (_name, fault, sent) => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    await bench.run();
    bench.tenant.sent.length = 0;
    bench.tenant.faults = [fault];
    expect(await bench.run({ kind: 'undoing', to: 'make-a' })).toBe('over');
    expect(bench.tenant.sent).toHaveLength(sent);
    expect(bench.names('things')).toEqual([]);
  });

  it('takes back what was made though nobody was told', async () => {
    const bench = new PlanBench(planOf([makeThing('a')]));
    bench.tenant.faults = ['lost-after'];
    bench.tenant.clock.onSleep = () => bench.control.stop();
    bench.tenant.lag = 60_000;
    expect(await bench.run()).toBe('stopped');
    expect(bench.step('make-a').outcome).toBe('unknown');
    bench.tenant.clock.onSleep = () => undefined;
    bench.tenant.clock.time += 120_000;
    expect(await bench.run({ kind: 'undoing', to: 'make-a' })).toBe('over');
    expect(bench.names('things')).toEqual([]);
  });

  it('leaves what cannot be taken back, once somebody knows', async () => {
    const bench = new PlanBench(planOf([makeThing('a'), makeThing('b', { undo: { kind: 'impossible', says: 'It was sent.' } })]));
    await bench.run();
    expect(await bench.run({ kind: 'undoing', to: 'make-a' })).toBe('held');
    expect(bench.step('make-b').hold).toMatchObject({ kind: 'person', says: expect.stringContaining('It was sent.') as string });
    expect(bench.names('things')).toEqual(['a', 'b']);
    bench.tenant.clock.time += 1_000;
    expect(await bench.run({ kind: 'confirmed', step: 'make-b', by: 'Ada', says: '' })).toBe('over');
    expect(bench.names('things')).toEqual(['b']);
    expect(bench.states()).toEqual(['undone', 'done']);
    expect(bench.log().progress().state).toBe('undone');
  });

  it('can be followed by doing it once more', async () => {
    const bench = twoSteps();
    await bench.run();
    await bench.run({ kind: 'undoing', to: 'make-a' });
    expect(await bench.run({ kind: 'run' })).toBe('over');
    expect(bench.states()).toEqual(['done', 'done']);
    expect(bench.names('things')).toEqual(['a']);
  });
});
