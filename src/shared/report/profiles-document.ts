import type { PlanFamilyDefinition } from '../domain/plan/family';
import type { Question } from '../domain/plan/questions.schema';
import { id, type Block, type Fact, type ReportDocument } from './report-model';

type Profile = Pick<PlanFamilyDefinition, 'id' | 'action' | 'purpose' | 'subjects'>;

const CHOICES_SHOWN = 30;

/** What plans can be made. */
export function profilesDocument(profiles: readonly Profile[]): ReportDocument {
  return {
    title: 'Plans that can be made',
    subtitle: '"mailscope profiles PROFILE" shows what one of them asks',
    blocks: [
      {
        kind: 'table',
        columns: [{ title: 'Profile' }, { title: 'About' }, { title: 'What it does' }],
        rows: profiles.map((profile) => [id(profile.id), profile.subjects.join(', '), profile.purpose]),
      },
    ],
  };
}

/** What one kind of plan asks. */
export function questionsDocument(profile: Profile, questions: readonly Question[]): ReportDocument {
  return { title: `What ${profile.id} asks`, subtitle: profile.purpose, blocks: questionBlocks(profile, questions) };
}

function* questionBlocks(profile: Profile, questions: readonly Question[]): Generator<Block> {
  if (questions.length === 0) yield { kind: 'paragraph', text: 'It asks nothing more.' };
  for (const question of questions) {
    yield { kind: 'section', title: question.label };
    yield { kind: 'facts', facts: factsOf(question) };
  }
  yield { kind: 'section', title: 'An answers file' };
  yield {
    kind: 'paragraph',
    text: `{ "format": "mailscope-answers/1", "profile": "${profile.id}", "answers": { ${questions.map(({ id: name }) => `"${name}": …`).join(', ')} } }`,
  };
}

function factsOf({ id: name, type, required, default: usual, choices, help, when }: Question): Fact[] {
  const shown = choices?.slice(0, CHOICES_SHOWN) ?? [];
  const rest = (choices?.length ?? 0) - shown.length;
  return [
    { label: 'Answer', values: [id(name)] },
    { label: 'Kind', values: [`${type}${required && usual === undefined ? ', has to be answered' : ''}`] },
    ...(help === undefined ? [] : [{ label: 'About it', values: [help] }]),
    ...(usual === undefined ? [] : [{ label: 'Otherwise', values: [Array.isArray(usual) ? usual.join(', ') : String(usual)] }]),
    ...(shown.length === 0
      ? []
      : [
          {
            label: 'Choices',
            values: [...shown.map(({ value, label }) => `${value}: ${label}`), ...(rest > 0 ? [`and ${String(rest)} more`] : [])],
          },
        ]),
    ...(when === undefined
      ? []
      : [
          {
            label: 'Asked where',
            values: Object.entries(when).map(([other, value]) => `${other} is ${Array.isArray(value) ? value.join(' or ') : value}`),
          },
        ]),
  ];
}
