import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Reading } from '../shared/domain/collection/reading';
import type { PlanFamilyDefinition } from '../shared/domain/plan/family';
import { PLAN_FAMILIES, type Plan, type PlanFamily } from '../shared/domain/plan/plan.schema';
import type { Answers, PlanProblem } from '../shared/domain/plan/questions.schema';
import type { ReachEngine } from '../shared/domain/reach/reach-engine';
import { err, ok, type Result } from '../shared/domain/result';
import type { CliContext } from './cli-context';
import { readInput } from './input-file';
import type { Messages } from './messages';

/** What a plan is made from on the command line. */
export interface PlanWish {
  readonly profile: string;
  /** The answers file; `-` is standard input. */
  readonly answers: string;
  /** The collection file. */
  readonly reading?: string | undefined;
  readonly now?: string | undefined;
}

/** A plan with the reading it was made from. */
export interface PlanInput {
  readonly plan: Plan;
  readonly reading: Reading;
  readonly engine: ReachEngine;
}

/** Longest answers file: 50,000 mailboxes take three megabytes. */
const LONGEST_ANSWERS = 32 * 1024 ** 2;
const ID_LENGTH = 32;
const PLAN_ID_LENGTH = 16;

/** Makes the plan of a profile from an answers file and a reading. Everything that is wrong comes as one line each. */
export async function readPlanInput(
  context: CliContext,
  wish: PlanWish,
  messages: Messages,
): Promise<Result<PlanInput, readonly string[]>> {
  const family = await findProfile(wish.profile);
  if (!family.ok) return err([family.error]);
  if (wish.reading === '-' && wish.answers === '-') return err(['Only one of --answers and --reading can be standard input.']);
  const answers = await readAnswers(context, wish);
  if (!answers.ok) return err([answers.error]);
  if (wish.reading === undefined) {
    return err([`The plan "${wish.profile}" is made from a reading of the tenant: give its file with --reading FILE.`]);
  }
  const input = await readInput(context, wish.reading, messages);
  if (!input.ok) return err([input.error]);
  const { reading, engine } = await context.open(input.value);
  messages.warnings(reading.warnings);
  const { buildPlan } = await import('../shared/domain/plan/build-plan');
  const { hash } = input.value;
  const plan = buildPlan(
    family.value,
    {
      reading,
      engine,
      planId: planIdOf(family.value.id, answers.value, hash),
      readingId: hash.slice(0, ID_LENGTH),
      now: wish.now ?? context.now(),
    },
    answers.value,
  );
  return plan.ok ? ok({ plan: plan.value, reading, engine }) : err(plan.error.map(lineOf));
}

/** A profile by its id. So far the profiles are the kinds of plans. */
export async function findProfile(id: string): Promise<Result<PlanFamilyDefinition, string>> {
  const { PLAN_FAMILY_DEFINITIONS } = await import('../shared/domain/plan/registry');
  const family = (PLAN_FAMILIES as readonly string[]).includes(id) ? PLAN_FAMILY_DEFINITIONS[id as PlanFamily] : undefined;
  if (family) return ok(family);
  return err(`There is no profile "${id}". The profiles are ${Object.keys(PLAN_FAMILY_DEFINITIONS).join(', ')}.`);
}

/** Every profile, in the order in which they are listed. */
export async function listProfiles(): Promise<readonly PlanFamilyDefinition[]> {
  const { PLAN_FAMILY_DEFINITIONS } = await import('../shared/domain/plan/registry');
  return PLAN_FAMILIES.flatMap((id) => PLAN_FAMILY_DEFINITIONS[id] ?? []);
}

async function readAnswers(context: CliContext, { answers: file, profile }: PlanWish): Promise<Result<Answers, string>> {
  const name = file === '-' ? 'standard input' : file;
  const text = await readText(file === '-' ? context.stdin : createReadStream(file)).catch((error: unknown) =>
    err(
      (error as { readonly code?: unknown }).code === 'ENOENT'
        ? `There is no file ${name}.`
        : `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    ),
  );
  if (!text.ok) {
    if (text.error === UTF16) return err(`${name} is UTF-16 text; save it as UTF-8.`);
    return err(text.error === TOO_LONG ? `${name} is no answers file: it is too long.` : text.error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return err(
      `${name} is not JSON. An answers file begins with { "format": "mailscope-answers/1", "profile": "${profile}", "answers": { … } }.`,
    );
  }
  const { answersFileSchema } = await import('../shared/domain/plan/questions.schema');
  const { describeIssue } = await import('../shared/domain/collection/schema-issue');
  const parsed = answersFileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const { place, message } = issue ? describeIssue(issue, '$') : { place: '$', message: 'it cannot be read' };
    return err(`${name} is no answers file: ${place}: ${message}.`);
  }
  if (parsed.data.profile !== profile) return err(`${name} has the answers for "${parsed.data.profile}", not for "${profile}".`);
  return ok(parsed.data.answers);
}

const TOO_LONG = 'too long';
const UTF16 = 'UTF-16';

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

async function readText(stream: AsyncIterable<string | Uint8Array>): Promise<Result<string, string>> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece);
    length += bytes.length;
    if (length > LONGEST_ANSWERS) return err(TOO_LONG);
    pieces.push(bytes);
  }
  const bytes = Buffer.concat(pieces);
  // Windows PowerShell 5.1 writes UTF-16 unless it is told otherwise.
  if (isUtf16(bytes)) return err(UTF16);
  return ok(bytes.toString('utf8').replace(/^\ufeff/, ''));
}

/** The same plan has the same id: what it is about follows from its kind, the answers and the reading. */
function planIdOf(family: PlanFamily, answers: Answers, readingHash: string): string {
  const sorted = Object.entries(answers).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([family, sorted, readingHash]))
    .digest('hex')
    .slice(0, PLAN_ID_LENGTH);
}

function lineOf({ question, message }: PlanProblem): string {
  return question === null ? message : `${question}: ${message}`;
}
