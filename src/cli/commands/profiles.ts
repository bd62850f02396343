import { Command, Option } from 'commander';
import type { PlanFamilyDefinition } from '../../shared/domain/plan/family';
import type { Question } from '../../shared/domain/plan/questions.schema';
import type { TextOptions } from '../../shared/report/render-text';
import type { CliContext } from '../cli-context';
import { EXIT } from '../exit-code';
import { readInput } from '../input-file';
import { Messages } from '../messages';
import { resolveTarget, writeOutput } from '../output';
import { findProfile, listProfiles } from '../plan-input';
import { terminalOf } from '../run-answer';
import { examples, nowOption } from './shared-options';

interface ProfilesOptions {
  readonly format: 'text' | 'json';
  readonly reading?: string;
  readonly subject?: string;
  readonly out?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

/** `mailscope profiles [PROFILE]`: what plans there are, and what each asks. */
export function profilesCommand(context: CliContext, finish: (code: number) => void): Command {
  return new Command('profiles')
    .summary('what plans can be made, and what each of them asks')
    .description(
      'Lists the profiles of plans; with the name of one, its questions. With a reading and what the plan is about, the usual answers and the choices are those of that tenant.',
    )
    .argument('[profile]', 'show the questions of this one')
    .addOption(new Option('--format <format>', 'how the result is written').choices(['text', 'json']).default('text'))
    .option('--reading <file>', 'a collection file: choices and usual answers come from it')
    .option('--subject <id>', 'what the plan is about: an app id, a mailbox, a group, the identity of a policy')
    .option('--out <file>', 'write the result to this file, as a whole or not at all')
    .option('--quiet', 'no warnings and no progress on standard error')
    .addOption(nowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope profiles', 'what plans can be made'],
        ['mailscope profiles restrict-app --format json', 'what this one asks, as data'],
        [
          'mailscope profiles remove-grants --reading contoso.json.gz --subject 6f1c2a50-3c1e-4d2b-9a77-0d8c3b1f2e4a',
          'the same for one app, with what it holds to choose from',
        ],
      ),
    )
    .action(async (profile: string | undefined, options: ProfilesOptions) => {
      finish(await writeProfiles(context, profile, options));
    });
}

async function writeProfiles(context: CliContext, profile: string | undefined, options: ProfilesOptions): Promise<number> {
  const messages = new Messages(context, options.quiet === true);
  const fail = (message: string): number => {
    messages.failure(message);
    return EXIT.failed;
  };
  const target = await resolveTarget(options.out, options.reading ?? '-');
  if (!target.ok) return fail(target.error);
  const terminal = target.value.kind === 'stdout' ? terminalOf(context) : {};
  let chunks: Iterable<string>;
  if (profile === undefined) {
    chunks = await renderProfiles(await listProfiles(), options.format, terminal);
  } else {
    const family = await findProfile(profile);
    if (!family.ok) return fail(family.error);
    const questions = await questionsOf(context, family.value, options, messages);
    if (!questions.ok) return fail(questions.error);
    chunks = await renderQuestions(family.value, questions.value, options.format, terminal);
  }
  const written = await writeOutput(context, target.value, chunks);
  return written.ok ? EXIT.fine : fail(written.error);
}

type QuestionsResult = { readonly ok: true; readonly value: readonly Question[] } | { readonly ok: false; readonly error: string };

/** Without a reading the questions are those about an empty tenant: what they ask is the same, only choices are missing. */
async function questionsOf(
  context: CliContext,
  family: PlanFamilyDefinition,
  { reading: file, subject, now }: ProfilesOptions,
  messages: Messages,
): Promise<QuestionsResult> {
  const time = now ?? context.now();
  if (file === undefined && subject !== undefined) {
    return { ok: false, error: 'What a plan is about is looked up in a reading: give its file with --reading FILE.' };
  }
  const input =
    file === undefined
      ? {
          ok: true as const,
          value: {
            collection: {
              format: 'mailscope-collection/1' as const,
              collectedAt: time,
              tenant: { id: 'unknown' },
              coverage: {},
              graph: {},
              exchange: {},
            },
            warnings: [],
            hash: '',
          },
        }
      : await readInput(context, file, messages);
  if (!input.ok) return input;
  const { reading, engine } = await context.open(input.value);
  const sight = { reading, engine, now: time };
  if (subject !== undefined) {
    const { subjectOfFamily } = await import('../../shared/domain/plan/subject-of-family');
    if (subjectOfFamily(sight, family, subject) === null) {
      return { ok: false, error: `The reading holds nothing called "${subject}" that the plan "${family.id}" could be about.` };
    }
  }
  return { ok: true, value: family.questions(sight, subject ?? null) };
}

async function renderProfiles(families: readonly PlanFamilyDefinition[], format: string, terminal: TextOptions): Promise<Iterable<string>> {
  if (format === 'json') {
    const profiles = families.map(({ id, action, purpose, subjects }) => ({ profile: id, action, purpose, subjects }));
    return (await import('../../shared/report/json')).jsonChunks({ format: 'mailscope-profiles/1', profiles });
  }
  const { profilesDocument } = await import('../../shared/report/profiles-document');
  const { renderDocument } = await import('../render-document');
  return renderDocument(profilesDocument(families), format, terminal);
}

async function renderQuestions(
  family: PlanFamilyDefinition,
  questions: readonly Question[],
  format: string,
  terminal: TextOptions,
): Promise<Iterable<string>> {
  if (format === 'json') {
    return (await import('../../shared/report/json')).jsonChunks({
      format: 'mailscope-profile-questions/1',
      profile: family.id,
      questions,
    });
  }
  const { questionsDocument } = await import('../../shared/report/profiles-document');
  const { renderDocument } = await import('../render-document');
  return renderDocument(questionsDocument(family, questions), format, terminal);
}
