import { z } from 'zod';

/** The kinds of answers: see `mailscope-profile-questions/1`. */
export const QUESTION_TYPES = [
  'text',
  'choice',
  'mailboxes',
  'user',
  'group',
  'number',
  'date',
  'boolean',
  'permissions',
  'secretLifetime',
] as const;

/** What an answer may be: one text (`mailboxes` and `permissions`: several), a number, a yes or no. */
export const answerSchema = z.union([z.string().max(20_000), z.number(), z.boolean(), z.array(z.string().max(2_000)).max(50_000)]);

/** What an answer may be. */
export type Answer = z.infer<typeof answerSchema>;

/** Answers by the id of their question. */
export const answersSchema = z.record(z.string().max(80), answerSchema);

/** Answers by the id of their question. */
export type Answers = z.infer<typeof answersSchema>;

/** One question. One with a default may be left out. */
export const questionSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** One sentence under the field, or absent. */
  help: z.string().optional(),
  type: z.enum(QUESTION_TYPES),
  required: z.boolean(),
  default: answerSchema.optional(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  /** Asked only where these answers were given. */
  when: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
});

/** One question. */
export type Question = z.infer<typeof questionSchema>;

/** What is wrong with an answer; `question` is null where it is the subject or the reading. */
export interface PlanProblem {
  readonly question: string | null;
  /** One sentence: what is wrong, and what to do. */
  readonly message: string;
}

/** `mailscope-answers/1`. */
export const answersFileSchema = z.object({
  format: z.literal('mailscope-answers/1'),
  profile: z.string(),
  answers: answersSchema,
});
