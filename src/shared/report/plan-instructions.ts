import { CLOUDS, type Cloud } from '../domain/clouds/clouds';
import { portalPageOf } from '../domain/plan/by-hand/portal-page';
import { editSentences, requestText, whereSentence } from '../domain/plan/by-hand/request-text';
import type { Change, Look, Plan, PlanStep } from '../domain/plan/plan.schema';
import { SETTLING_FACTS } from '../domain/plan/settling';
import { portalLinks } from '../domain/readiness/portal-links';
import { dateTimeUtc } from './dates';
import { counted, grouped } from './numbers';
import { renderMarkdown } from './render-markdown';
import type { Block, Fact, ReportDocument } from './report-model';

const MAILBOXES_SHOWN = 25;
const MINUTE = 60_000;

/** A plan as instructions for a person, in Markdown. */
export function instructionsOf(plan: Plan, steps?: readonly string[]): string {
  return [...renderMarkdown(instructionsDocument(plan, steps))].join('');
}

/** The same as a report: why, who may, the exact request, where in the portals, how to verify, how to undo. `steps`: only these. */
export function instructionsDocument(plan: Plan, steps?: readonly string[]): ReportDocument {
  return {
    title: plan.title,
    subtitle: `By hand, in ${plan.tenant.displayName || plan.tenant.id} (${plan.tenant.defaultDomain}). Made ${dateTimeUtc(plan.madeAt)} from the reading of ${dateTimeUtc(plan.basedOn.collectedAt)}; plan ${plan.id}.`,
    blocks: [...blocks(new Writer(plan), plan, steps === undefined ? null : new Set(steps))],
  };
}

function* blocks(writer: Writer, plan: Plan, wanted: ReadonlySet<string> | null): Generator<Block> {
  yield { kind: 'paragraph', text: plan.sentence, tone: 'lead' };
  for (const note of plan.notes) {
    yield { kind: 'paragraph', text: note.text, tone: note.kind === 'warning' ? 'warning' : 'normal' };
    if (note.mailboxes.length > 0) yield { kind: 'list', items: shortened(note.mailboxes) };
  }
  yield* writer.before(wanted === null);
  for (const [index, step] of plan.steps.entries()) {
    if (wanted === null || wanted.has(step.id)) yield* writer.step(step, index + 1);
  }
}

function shortened(names: readonly string[]): readonly string[] {
  const more = names.length - MAILBOXES_SHOWN;
  return more <= 0 ? names : [...names.slice(0, MAILBOXES_SHOWN), `and ${grouped(more)} more`];
}

class Writer {
  private readonly cloud: Cloud;
  private readonly numbers: ReadonlyMap<string, number>;

  constructor(private readonly plan: Plan) {
    this.cloud =
      Object.values(CLOUDS).find(({ id: name, collectionName }) => name !== 'demo' && collectionName === plan.tenant.cloud) ??
      CLOUDS.global;
    this.numbers = new Map(plan.steps.map((step, index) => [step.id, index + 1]));
  }

  *before(isWhole: boolean): Generator<Block> {
    yield { kind: 'section', title: 'Before you begin' };
    if (this.plan.steps.some((step) => apisOf(step).includes('exchange'))) {
      const { exchangeEnvironment } = this.cloud;
      const environment =
        exchangeEnvironment === null || exchangeEnvironment === 'O365Default' ? '' : ` -ExchangeEnvironmentName ${exchangeEnvironment}`;
      yield { kind: 'paragraph', text: 'Cmdlets are for Exchange Online PowerShell. Connect once, with an account of this tenant:' };
      yield { kind: 'code', text: `Connect-ExchangeOnline${environment}` };
    }
    if (this.plan.steps.some((step) => apisOf(step).includes('graph'))) {
      yield {
        kind: 'paragraph',
        text: 'Requests that begin with GET, POST, PATCH, PUT or DELETE are for Microsoft Graph: send them with Graph Explorer, signed in to this tenant, or do the same on the page of the portal that is named.',
      };
      yield { kind: 'facts', facts: [{ label: 'Graph Explorer', values: [{ kind: 'link', address: GRAPH_EXPLORER }] }] };
    }
    if (!isWhole || this.plan.basis.length === 0) return;
    yield {
      kind: 'paragraph',
      text: 'This plan rests on the following. Where it is not so any more, read the tenant again and make the plan anew:',
    };
    yield { kind: 'list', items: this.plan.basis.map(({ says }) => this.show(says)) };
  }

  *step(step: PlanStep, number: number): Generator<Block> {
    yield { kind: 'section', title: `${number}. ${this.show(step.title)}` };
    if (step.why !== '') yield { kind: 'paragraph', text: this.show(step.why) };
    if (step.confirm !== null) yield { kind: 'paragraph', text: this.show(step.confirm), tone: 'warning' };
    const facts = this.facts(step);
    if (facts.length > 0) yield { kind: 'facts', facts };
    if (step.precondition.length > 0) {
      yield { kind: 'paragraph', text: 'It has to be so before:' };
      yield* this.looks(step.precondition);
    }
    if (step.verification.length > 0 && step.change !== null)
      yield { kind: 'paragraph', text: 'Where what is to be seen at the end is so already, leave this step out.' };
    if (step.change !== null) yield* this.change(step.change);
    if (step.credential !== null) yield { kind: 'paragraph', text: credentialSentence(step.credential) };
    if (step.liveTest !== null) yield* this.liveTest(step.liveTest);
    if (step.verification.length > 0) {
      yield { kind: 'paragraph', text: `How to see that it is done${waitWords(step)}:` };
      yield* this.looks(step.verification);
    }
    yield* this.undo(step);
  }

  private facts(step: PlanStep): readonly Fact[] {
    const { entraRoles, exchangeRoles, scopes } = step.requires;
    const page = step.change === null ? null : portalPageOf(step.change, this.plan.subject, portalLinks(this.cloud.id));
    const link = step.change?.api === 'person' ? step.change.link : null;
    return [
      ...(entraRoles.length === 0 ? [] : [{ label: 'Entra role', values: [entraRoles.join(' or ')] }]),
      ...(exchangeRoles.length === 0 ? [] : [{ label: 'Exchange role', values: [exchangeRoles.join(' or ')] }]),
      ...(scopes.length === 0 ? [] : [{ label: 'Permission of Microsoft Graph', values: [scopes.join(', ')] }]),
      ...(page === null ? [] : [{ label: page.title, values: [{ kind: 'link' as const, address: page.address }] }]),
      ...(link === null ? [] : [{ label: 'Page', values: [{ kind: 'link' as const, address: this.show(link) }] }]),
    ];
  }

  private *change(change: Change): Generator<Block> {
    if (change.api === 'person') {
      yield { kind: 'paragraph', text: this.show(change.instruction) };
      return;
    }
    yield { kind: 'code', text: requestText(change, this.cloud.graph, this.show) };
    if (change.api === 'graph' && change.edit !== null) yield { kind: 'list', items: editSentences(change.edit, this.show) };
  }

  /** Many looks of one kind are told once by their sentences: a plan may have one for each mailbox. */
  private *looks(looks: readonly Look[]): Generator<Block> {
    yield { kind: 'list', items: shortened(looks.map(({ says }) => this.show(says))) };
    const shown = looks.slice(0, 3);
    for (const look of shown) {
      yield { kind: 'code', text: requestText(look.read, this.cloud.graph, this.show) };
      yield { kind: 'paragraph', text: this.expected(look) };
    }
    if (looks.length > shown.length)
      yield { kind: 'paragraph', text: `The other ${counted(looks.length - shown.length, 'look')} are of the same kind.` };
  }

  private expected({ each, where, expect }: Look): string {
    const words = whereSentence(where, this.show);
    const place = each === null ? 'Among what it answers' : `Among its "${each}"`;
    const thing = words === '' ? 'anything' : `one where ${words}`;
    return expect === 'some'
      ? `${place} has to be ${thing}.`
      : `${place} there must not be ${thing}. "Couldn't be found" and 404 are as good.`;
  }

  private *liveTest({ appId, inside, outside, operations }: NonNullable<PlanStep['liveTest']>): Generator<Block> {
    yield {
      kind: 'paragraph',
      text: `Test with the app itself (${appId}): sign in with its own secret or certificate (client credentials) and try ${operations.join(', ')}. A token that was issued before keeps its old roles for up to 90 minutes, and Exchange Online may take two hours.`,
    };
    if (inside.length > 0)
      yield { kind: 'list', items: shortened(inside.map((mailbox) => `has to be let in (200): ${this.show(mailbox)}`)) };
    if (outside.length > 0) {
      yield {
        kind: 'list',
        items: shortened(outside.map((mailbox) => `has to be refused (403 ErrorAccessDenied): ${this.show(mailbox)}`)),
      };
    }
  }

  private *undo({ undo }: PlanStep): Generator<Block> {
    switch (undo.kind) {
      case 'nothing':
        return;
      case 'impossible':
        yield { kind: 'paragraph', text: `This cannot be taken back: ${this.show(undo.says)}` };
        return;
      case 'change':
        yield { kind: 'paragraph', text: `To take it back: ${this.show(undo.says)}` };
        yield* this.change(undo.change);
    }
  }

  /** Words where an earlier step will have brought something, and one dollar sign where two stand for it. */
  private readonly show = (text: string): string =>
    text.replace(/\$\$\{|\$\{([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)\}/g, (_, step?: string, output?: string) =>
      step === undefined || output === undefined ? '${' : `<${output} of step ${this.numbers.get(step) ?? step}>`,
    );
}

const GRAPH_EXPLORER = 'https://developer.microsoft.com/graph/graph-explorer';

function apisOf({ change, precondition, verification }: PlanStep): readonly (string | undefined)[] {
  return [change?.api, ...[...precondition, ...verification].map(({ read }) => read.api)];
}

function waitWords({ settles }: PlanStep): string {
  const { usual, untilThen } = SETTLING_FACTS[settles];
  if (usual < MINUTE) return '';
  const time = usual < 120 * MINUTE ? `${Math.round(usual / MINUTE)} minutes` : `${Math.round(usual / (60 * MINUTE))} hours`;
  return `, usually within ${time}${untilThen === '' ? '' : ` (until then: ${untilThen.replace(/\.$/, '')})`}`;
}

function credentialSentence({ kind, label, tag, subject, days }: NonNullable<PlanStep['credential']>): string {
  if (kind === 'secret') {
    return `The answer holds the text of the secret (${label}) once and never again: put it where it belongs before you do anything else. Its name has to be "${tag}".`;
  }
  return `Make the certificate first (${label}): subject ${subject ?? 'of your choice'}, valid for ${days ?? 365} days; the private key stays where the app runs, its public half (.cer) goes into the request. Its name has to be "${tag}".`;
}
