import { CLOUDS } from '../domain/clouds/clouds';
import { requestText } from '../domain/plan/by-hand/request-text';
import type { Plan, PlanStep } from '../domain/plan/plan.schema';
import type { PlanReachPreview } from '../domain/plan/preview/preview-plan';
import type { ReachChange } from '../domain/plan/preview/reach-change';
import { SETTLING_FACTS } from '../domain/plan/settling';
import { dateTimeUtc } from './dates';
import { counted, sentenceList } from './numbers';
import { id, type Block, type ReportDocument } from './report-model';

/** A plan before it runs: what it changes, and who gains and who loses by it. */
export function planDocument(plan: Plan, preview: PlanReachPreview): ReportDocument {
  const { tenant, basedOn } = plan;
  return {
    title: plan.title,
    subtitle: `${tenant.displayName} · from the reading of ${dateTimeUtc(basedOn.collectedAt)}`,
    blocks: blocks(plan, preview),
  };
}

function* blocks(plan: Plan, preview: PlanReachPreview): Generator<Block> {
  yield { kind: 'paragraph', text: plan.sentence, tone: 'lead' };
  yield {
    kind: 'facts',
    facts: [
      { label: 'Plan', values: [id(plan.id)] },
      { label: 'Kind', values: [plan.family] },
      { label: 'About', values: [`${plan.subject.name}`, id(plan.subject.id)] },
      { label: 'Made', values: [dateTimeUtc(plan.madeAt)] },
    ],
  };
  for (const note of plan.notes) yield { kind: 'paragraph', text: note.text, tone: note.kind === 'warning' ? 'warning' : 'normal' };
  yield { kind: 'section', title: 'Who gains and who loses' };
  yield* previewBlocks(preview);
  yield { kind: 'section', title: 'Steps' };
  for (const [index, step] of plan.steps.entries()) yield* stepBlocks(plan, step, index + 1);
}

function* previewBlocks(preview: PlanReachPreview): Generator<Block> {
  const { gainsTotal, losesTotal, uncertainTotal, unchanged } = preview;
  const counts = [
    ...(gainsTotal > 0 ? [`${counted(gainsTotal, 'pair')} of principal and mailbox gained`] : []),
    ...(losesTotal > 0 ? [`${counted(losesTotal, 'pair')} lost`] : []),
    ...(uncertainTotal > 0 ? [`${counted(uncertainTotal, 'pair')} not certain`] : []),
  ];
  yield {
    kind: 'paragraph',
    text:
      counts.length === 0
        ? 'Nobody gains or loses reach by this plan.'
        : `${sentenceList(counts)}${unchanged > 0 ? `; ${counted(unchanged, 'pair')} of what it is about ${unchanged === 1 ? 'stays' : 'stay'} as ${unchanged === 1 ? 'it is' : 'they are'}` : ''}.`,
  };
  const lists: readonly (readonly [string, readonly ReachChange[], number])[] = [
    ['Gains', preview.gains, gainsTotal],
    ['Loses', preview.loses, losesTotal],
    ['Uncertain', preview.uncertain, uncertainTotal],
  ];
  const rows = lists.flatMap(([word, changes]) => changes.map((change) => rowOf(word, change)));
  if (rows.length > 0) {
    yield {
      kind: 'table',
      columns: [{ title: 'Change' }, { title: 'Who' }, { title: 'Mailbox' }, { title: 'What' }, { title: 'Before → after' }],
      rows,
    };
  }
  for (const [word, changes, total] of lists) {
    if (total > changes.length)
      yield { kind: 'paragraph', text: `${word}: and ${counted(total - changes.length, 'more pair', 'more pairs')}.` };
  }
  for (const gap of preview.gaps) yield { kind: 'paragraph', text: gap, tone: 'warning' };
}

function rowOf(word: string, change: ReachChange) {
  const who = change.delegated ? `${change.name} (through its users)` : change.name;
  return [word, who, id(change.mailbox), change.capabilities.join(', '), `${change.before} → ${change.after}`];
}

function* stepBlocks(plan: Plan, step: PlanStep, number: number): Generator<Block> {
  const { requires, change, undo } = step;
  const needs = [...oneOf(requires.entraRoles), ...oneOf(requires.exchangeRoles), ...requires.scopes];
  yield { kind: 'paragraph', text: `${String(number)}. ${step.title}`, tone: 'lead' };
  yield {
    kind: 'facts',
    facts: [
      { label: 'Step', values: [id(step.id)] },
      { label: 'Why', values: [step.why] },
      {
        label: 'Change',
        values: changeWords(plan, change)
          .split('\n')
          .filter((line) => line.trim() !== ''),
      },
      ...(needs.length > 0 ? [{ label: 'Needs', values: [needs.join('; ')] }] : []),
      ...(step.verification.length > 0
        ? [
            {
              label: 'Done when',
              values: [...step.verification.slice(0, LOOKS_SHOWN).map(({ says }) => says), ...more(step.verification.length)],
            },
          ]
        : []),
      ...(step.settles === 'at-once'
        ? []
        : [{ label: 'Takes', values: [`up to ${hours(SETTLING_FACTS[step.settles].usual)}: ${SETTLING_FACTS[step.settles].label}`] }]),
      ...(step.confirm === null ? [] : [{ label: 'Confirm', values: [step.confirm] }]),
      { label: 'Back', values: [undo.kind === 'nothing' ? 'Nothing was changed.' : undo.says] },
    ],
  };
}

const LOOKS_SHOWN = 5;

function more(looks: number): readonly string[] {
  return looks > LOOKS_SHOWN ? [`and ${String(looks - LOOKS_SHOWN)} more of this kind`] : [];
}

function oneOf(roles: readonly string[]): readonly string[] {
  return roles.length === 0 ? [] : [roles.join(' or ')];
}

function changeWords(plan: Plan, change: PlanStep['change']): string {
  if (change === null) return 'none: it only looks';
  return change.api === 'person' ? change.instruction : requestText(change, graphOf(plan), readable);
}

function graphOf({ tenant }: Plan): string {
  return (
    Object.values(CLOUDS).find(({ id: cloud, collectionName }) => cloud !== 'demo' && collectionName === tenant.cloud) ?? CLOUDS.global
  ).graph;
}

/** What an earlier step will bring is named; a text of the tenant stands as it is. */
function readable(text: string): string {
  return text.replace(/\$\$\{|\$\{([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)\}/g, (_piece, step?: string, output?: string) =>
    step === undefined || output === undefined ? '${' : `<${output} of ${step}>`,
  );
}

const MINUTE = 60_000;

function hours(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE);
  return minutes < 120 ? counted(Math.max(1, minutes), 'minute') : counted(Math.round(minutes / 60), 'hour');
}
