import type { Plan, PlanStep } from '../../shared/domain/plan/plan.schema';
import type { Outputs } from '../../shared/domain/plan/template';
import { err, ok, type Result } from '../../shared/domain/result';
import type { ChannelInput, ChannelOutput } from '../../shared/ipc/contract';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DialogsPort } from '../ports/dialogs';
import type { CallOptions } from '../ports/engine';
import { nameOf, type Exported } from './export-files';
import { planView } from './plan-view';
import type { ReadingQueries } from './query-reading';

/** The texts that a plan can be read as; of one step where one is named. */
export interface PlanTexts {
  /** PowerShell, with what earlier steps have brought. */
  script(plan: Plan, step: string | null, outputs: Outputs): string;
  /** Markdown. */
  instructions(plan: Plan, step: string | null): string;
  /** The same as a page. */
  page(plan: Plan, step: string | null): string;
}

/** What drafts work with. */
export interface DraftParts {
  readonly queries: Pick<ReadingQueries, 'ask'>;
  readonly dialogs: Pick<DialogsPort, 'chooseTarget'>;
  readonly texts: PlanTexts;
  /** A plan that was begun, and what its steps have brought; null where there is none. */
  readonly begun: (planId: string) => Promise<{ readonly plan: Plan; readonly outputs: Outputs } | null>;
  readonly newPlanId: () => string;
  /** Writes a file as a whole or not at all; rejects where it cannot. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

type TextWish = ChannelInput<'plans.text'>;

/** So many drafts are kept: the oldest is forgotten, as making it again costs a moment. */
const MOST_DRAFTS = 50;

const FILES = {
  script: { extension: 'ps1', kind: 'PowerShell script', title: 'Export the script' },
  markdown: { extension: 'md', kind: 'Markdown', title: 'Export the instructions' },
  page: { extension: 'html', kind: 'Web page', title: 'Export the instructions' },
  json: { extension: 'json', kind: 'JSON', title: 'Export the plan' },
} as const;

/** Plans before they are begun: made from a reading, kept in memory, shown, and written to files. */
export class PlanDrafts {
  private readonly drafts = new Map<string, Plan>();

  constructor(private readonly parts: DraftParts) {}

  /** Makes a plan and keeps it; or says what is wrong with the answers. */
  async build(wish: ChannelInput<'plans.build'>, options: CallOptions): Promise<Result<ChannelOutput<'plans.build'>, Failure>> {
    const built = await this.parts.queries.ask('planBuild', { ...wish, planId: this.parts.newPlanId() }, options);
    if (!built.ok) return built;
    if ('problems' in built.value) {
      const problems = built.value.problems.slice(0, 500).map(({ question, message }) => ({ question, message }));
      return ok({ kind: 'problems', problems });
    }
    const { plan } = built.value;
    this.drafts.set(plan.id, plan);
    const [oldest] = this.drafts.keys();
    if (this.drafts.size > MOST_DRAFTS && oldest !== undefined) this.drafts.delete(oldest);
    return ok({ kind: 'plan', plan: planView(plan) });
  }

  /** The draft of this id, or null. */
  draft(planId: string): Plan | null {
    return this.drafts.get(planId) ?? null;
  }

  /** All drafts. */
  all(): readonly Plan[] {
    return [...this.drafts.values()];
  }

  /** Forgets a draft: it was begun, or is not wanted. */
  forget(planId: string): void {
    this.drafts.delete(planId);
  }

  /** A plan, whether begun or not. */
  private async find(planId: string): Promise<Result<{ readonly plan: Plan; readonly outputs: Outputs }, Failure>> {
    const draft = this.draft(planId);
    const found = draft === null ? await this.parts.begun(planId) : { plan: draft, outputs: {} };
    return found === null ? err(failure('plan-unknown')) : ok(found);
  }

  /** Who gains and who loses by it, by a reading. */
  async preview(
    { planId, readingId }: ChannelInput<'plans.preview'>,
    options: CallOptions,
  ): Promise<Result<ChannelOutput<'plans.preview'>, Failure>> {
    const found = await this.find(planId);
    return found.ok ? this.parts.queries.ask('planPreview', { readingId, plan: found.value.plan }, options) : found;
  }

  /** A plan as a script, as instructions (Markdown) or as JSON. */
  text(wish: TextWish): Promise<Result<{ fileName: string; text: string }, Failure>> {
    return this.make(wish, wish.kind === 'instructions' ? 'markdown' : wish.kind);
  }

  /** The same in a file that the user chooses; instructions as a page. */
  async export(wish: TextWish): Promise<Result<Exported, Failure>> {
    const made = await this.make(wish, wish.kind === 'instructions' ? 'page' : wish.kind);
    if (!made.ok) return made;
    const { extension, kind, title } = FILES[wish.kind === 'instructions' ? 'page' : wish.kind];
    const path = await this.parts.dialogs.chooseTarget({ title, fileName: made.value.fileName, extension, kind });
    if (path === null) return err(failure('dialog-closed'));
    try {
      await this.parts.writeFile(path, made.value.text);
      return ok({ fileName: nameOf(path), rows: null });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      return err(failure('file-not-writable', { detail: `${path}: ${code}` }));
    }
  }

  private async make(
    { planId, step: id }: TextWish,
    kind: keyof typeof FILES,
  ): Promise<Result<{ fileName: string; text: string }, Failure>> {
    const found = await this.find(planId);
    if (!found.ok) return found;
    const { plan, outputs } = found.value;
    const step = plan.steps.find((other) => other.id === id);
    if (id !== null && !step) return err(failure('plan-step-unknown'));
    return ok({ fileName: fileNameOf(plan, step ?? null, kind), text: this.write(plan, outputs, id, kind) });
  }

  private write(plan: Plan, outputs: Outputs, step: string | null, kind: keyof typeof FILES): string {
    const { texts } = this.parts;
    switch (kind) {
      case 'script':
        return texts.script(plan, step, outputs);
      case 'markdown':
        return texts.instructions(plan, step);
      case 'page':
        return texts.page(plan, step);
      case 'json': {
        const shown = step === null ? plan : { ...plan, steps: plan.steps.filter(({ id }) => id === step) };
        return `${JSON.stringify(shown, null, 2)}\n`;
      }
    }
  }
}

function fileNameOf(plan: Plan, step: PlanStep | null, kind: keyof typeof FILES): string {
  const words = [plan.family, plan.subject.name, step?.id ?? '', plan.madeAt.slice(0, 10)]
    .join(' ')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  return `${words}.${FILES[kind].extension}`;
}
