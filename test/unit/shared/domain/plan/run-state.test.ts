import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalInWords } from '../../../../../src/shared/domain/plan/journal-words';
import type { Hold, JournalEntry } from '../../../../../src/shared/domain/plan/journal.schema';
import { foldJournal, JournalFold, outputsOf, stepsToUndo } from '../../../../../src/shared/domain/plan/run-state';
import { planRunSchema } from '../../../../../src/shared/ipc/plan-shapes';
import { planRun } from '../../../../../src/main/services/plan-view';
import { makeThing, planOf, askPerson } from '../../../../support/plan-runner/small-plans';

const PLAN = planOf([makeThing('a'), makeThing('b'), askPerson()]);
const STEPS = PLAN.steps.map(({ id }) => id);

let clock = 0;
const at = (): string => new Date(Date.parse('2026-11-21T12:00:00Z') + (clock += 1_000)).toISOString();

type Line = JournalEntry extends infer Entry ? (Entry extends { at: string } ? Omit<Entry, 'at'> : never) : never;
const entries = (...lines: readonly Line[]): JournalEntry[] =>
  [{ kind: 'plan', schemaVersion: 1, plan: PLAN, target: 'demo' } as Line, ...lines].map((line) => ({ ...line, at: at() }) as JournalEntry);
const fold = (...lines: readonly Line[]): ReturnType<typeof foldJournal> => foldJournal(PLAN, entries(...lines));

const intent = (step: string, direction: 'do' | 'undo' = 'do'): Line => ({ kind: 'intent', step, direction });
const outcome = (step: string, ok: boolean, direction: 'do' | 'undo' = 'do'): Line => ({
  kind: 'outcome',
  step,
  direction,
  ok,
  status: 200,
  says: 'so',
});
const done = (step: string, changed = true): Line => ({
  kind: 'done',
  step,
  changed,
  outputs: { id: `id of ${step}` },
  evidence: ['seen'],
});
const held = (step: string, hold: Hold): Line => ({ kind: 'held', step, hold });
const SETTLING: Hold = { kind: 'settling', settling: 'new-object', since: 's', expectedBy: 'e', lastLook: 'l', saw: 'not yet' };
const FAILED: Hold = { kind: 'failed', code: 'plan-refused', says: 'No.', nextStep: 'Try.', detail: null };

describe('how far a plan is', () => {
  it.each<[what: string, lines: readonly Line[], run: string, first: string]>([
    ['kept and not begun', [], 'draft', 'open'],
    ['begun', [{ kind: 'run' }], 'running', 'open'],
    ['its change on the way', [{ kind: 'run' }, intent('make-a')], 'running', 'running'],
    ['waiting', [{ kind: 'run' }, intent('make-a'), outcome('make-a', true), held('make-a', SETTLING)], 'waiting', 'waiting'],
    ['done with its first step', [{ kind: 'run' }, intent('make-a'), outcome('make-a', true), done('make-a')], 'running', 'done'],
    ['found so already', [{ kind: 'run' }, done('make-a', false)], 'running', 'already-so'],
    ['in need of somebody', [{ kind: 'run' }, held('make-a', { kind: 'person', says: 'Do it.' })], 'needs-you', 'needs-you'],
    ['in need of a right', [{ kind: 'run' }, held('make-a', { kind: 'right', says: 'No role.' })], 'needs-you', 'needs-you'],
    ['failed', [{ kind: 'run' }, held('make-a', FAILED)], 'failed', 'failed'],
    ['tried again', [{ kind: 'run' }, held('make-a', FAILED), { kind: 'run', step: 'make-a' }], 'running', 'open'],
    ['handed over', [{ kind: 'run' }, held('make-a', { kind: 'handedOver', to: 'Ada', since: 's' })], 'waiting', 'waiting'],
    ['paused', [{ kind: 'run' }, intent('make-a'), { kind: 'paused' }], 'paused', 'running'],
    ['paused and gone on', [{ kind: 'run' }, { kind: 'paused' }, { kind: 'run' }], 'running', 'open'],
    ['cancelled', [{ kind: 'run' }, { kind: 'ended', how: 'cancelled' }], 'cancelled', 'open'],
    ['stale', [{ kind: 'run' }, { kind: 'basis', ok: false, says: ['It is gone.'] }], 'failed', 'open'],
    [
      'stale and looked at again',
      [{ kind: 'run' }, { kind: 'basis', ok: false, says: ['It is gone.'] }, { kind: 'run' }],
      'running',
      'open',
    ],
    ['skipping its first step', [{ kind: 'run' }, { kind: 'skipped', step: 'make-a', reason: 'no' }], 'running', 'skipped'],
    [
      'being taken back',
      [{ kind: 'run' }, done('make-a'), { kind: 'undoing', to: 'make-a' }, intent('make-a', 'undo')],
      'undoing',
      'undoing',
    ],
    [
      'taken back',
      [
        { kind: 'run' },
        done('make-a'),
        { kind: 'undoing', to: 'make-a' },
        { kind: 'undone', step: 'make-a', says: 'gone' },
        { kind: 'ended', how: 'undone' },
      ],
      'undone',
      'undone',
    ],
  ])('is told where it is %s', (_what, lines, run, first) => {
    const progress = fold(...lines);
    expect([progress.state, progress.steps[0]?.state]).toEqual([run, first]);
  });

  it('knows what came of a change, and what nobody knows', () => {
    const outcomes = (...lines: readonly Line[]): unknown => fold({ kind: 'run' }, ...lines).steps[0]?.outcome;
    expect(outcomes()).toBe('none');
    expect(outcomes(intent('make-a'))).toBe('unknown');
    expect(outcomes(intent('make-a'), outcome('make-a', true))).toBe('made');
    expect(outcomes(intent('make-a'), outcome('make-a', false))).toBe('refused');
    expect(outcomes(intent('make-a'), outcome('make-a', false), intent('make-a'))).toBe('unknown');
    expect(outcomes(intent('make-a'), { kind: 'orphanRemoved', step: 'make-a', keyId: 'k' })).toBe('none');
  });

  it('keeps a step with whom it was handed to until it is tried again', () => {
    const handed = held('make-a', { kind: 'handedOver', to: 'Ada', since: 's' });
    expect(fold({ kind: 'run' }, handed, { kind: 'run' }).steps[0]).toMatchObject({ handedTo: 'Ada', state: 'waiting' });
    expect(fold({ kind: 'run' }, handed, { kind: 'run', step: 'make-a' }).steps[0]).toMatchObject({ handedTo: null, state: 'open' });
  });

  it('brings the outputs of what was done, and takes back what was or may have been', () => {
    const progress = fold({ kind: 'run' }, intent('make-a'), outcome('make-a', true), done('make-a'), intent('make-b'));
    expect(outputsOf(progress.steps)).toEqual({ 'make-a': { id: 'id of make-a' } });
    expect(stepsToUndo(PLAN, progress.steps, 'make-a').map(({ id }) => id)).toEqual(['make-b', 'make-a']);
    expect(stepsToUndo(PLAN, progress.steps, 'make-b').map(({ id }) => id)).toEqual(['make-b']);
    const untouched = fold({ kind: 'run' }, done('make-a', false), intent('make-b'), outcome('make-b', false));
    expect(stepsToUndo(PLAN, untouched.steps, 'make-a')).toEqual([]);
  });
});

const hold: fc.Arbitrary<Hold> = fc.constantFrom<Hold>(
  SETTLING,
  FAILED,
  { kind: 'person', says: 'Do it.' },
  { kind: 'right', says: 'No.' },
  { kind: 'credential', says: 'Give it.' },
  { kind: 'handedOver', to: 'Ada', since: 's' },
  { kind: 'queued', behind: 'Other', since: 's' },
);

const line: fc.Arbitrary<Line> = fc.oneof(
  fc.constantFrom<Line>(
    { kind: 'run' },
    { kind: 'paused' },
    { kind: 'basis', ok: true, says: [] },
    { kind: 'basis', ok: false, says: ['No.'] },
  ),
  fc.constantFrom<'done' | 'cancelled' | 'undone'>('done', 'cancelled', 'undone').map((how): Line => ({ kind: 'ended', how })),
  fc.constantFrom(...STEPS, 'no-such-step').chain((step) =>
    fc.oneof(
      hold.map((what) => held(step, what)),
      fc.constantFrom<'do' | 'undo'>('do', 'undo').map((direction) => intent(step, direction)),
      fc.tuple(fc.boolean(), fc.constantFrom<'do' | 'undo'>('do', 'undo')).map(([ok, direction]) => outcome(step, ok, direction)),
      fc.boolean().map((changed) => done(step, changed)),
      fc.constantFrom<Line>(
        { kind: 'run', step },
        { kind: 'undoing', to: step },
        { kind: 'undone', step, says: 'gone' },
        { kind: 'skipped', step, reason: 'no' },
        { kind: 'confirmed', step, by: 'Ada', says: '' },
        { kind: 'orphanRemoved', step, keyId: 'k' },
      ),
    ),
  ),
);

describe('any journal', () => {
  it('is told, at every line of it, in a shape that the screen knows, and in words', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const all = entries(...lines);
        for (let length = 0; length <= all.length; length += 1) {
          const beginning = all.slice(0, length);
          const progress = foldJournal(PLAN, beginning);
          const shown = planRun(PLAN.id, progress, beginning, true);
          expect(planRunSchema.safeParse(shown).error?.issues).toBeUndefined();
          expect(progress.steps.map(({ id }) => id)).toEqual(STEPS);
          for (const step of progress.steps) {
            expect(step.attempts).toBe(beginning.filter((entry) => entry.kind === 'intent' && entry.step === step.id).length);
          }
        }
        expect(journalInWords(all, 200).every(({ says }) => says !== '' && !/undefined|null/.test(says))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('comes to the same line by line as at once, and never changes what it was asked before', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const all = entries(...lines);
        const fold = new JournalFold(PLAN);
        const seen = all.map((entry) => {
          fold.take(entry);
          const progress = fold.progress();
          return { progress, text: JSON.stringify(progress) };
        });
        expect(fold.progress()).toEqual(foldJournal(PLAN, all));
        expect(seen.every(({ progress, text }) => JSON.stringify(progress) === text)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('shows what was under way in an app that ended as paused', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const all = entries(...lines);
        const { state } = planRun(PLAN.id, foldJournal(PLAN, all), all, false);
        expect(['running', 'waiting', 'undoing']).not.toContain(state);
      }),
    );
  });
});
