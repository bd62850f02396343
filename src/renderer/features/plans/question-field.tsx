import { Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { FilterEditor } from './filter-editor';
import { GroupPicker, MailboxPicker, PersonPicker, SubjectPicker } from './object-picker';
import type { Answer, Question } from './plan-api';
import { isFilter } from './question-rules';
import { questionStrings as strings } from './question-strings';
import styles from './question.module.css';

interface QuestionFieldProps {
  readonly readingId: string;
  readonly question: Question;
  readonly answer: Answer | undefined;
  /** What is wrong with the answer. */
  readonly problem: string | undefined;
  readonly onAnswer: (answer: Answer) => void;
}

/** The question that stands first where a plan is about nothing in particular yet. */
const SUBJECT = 'subject';

const FEW = 6;
const LONG = 120;

const asText = (answer: Answer | undefined): string => (typeof answer === 'string' || typeof answer === 'number' ? String(answer) : '');
const asTexts = (answer: Answer | undefined): readonly string[] => {
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'string' && answer !== '' ? [answer] : [];
};

/** Permissions to choose among; where the question names none, those that it begins with. */
function permissionChoices(question: Question): readonly { readonly value: string; readonly label: string }[] {
  return question.choices ?? asTexts(question.default).map((value) => ({ value, label: value }));
}

/** One question with the field that its kind of answer wants. */
export function QuestionField(props: QuestionFieldProps): React.JSX.Element {
  const { question, answer, problem, onAnswer } = props;
  const field = { label: question.label, hint: question.help, required: question.required, validationMessage: problem };
  switch (question.type) {
    case 'boolean':
      return (
        <Field hint={question.help} validationMessage={problem}>
          <Checkbox label={question.label} checked={answer === true} onChange={(_, data) => onAnswer(data.checked === true)} />
        </Field>
      );
    case 'choice':
    case 'secretLifetime':
      return <ChoiceField {...props} />;
    case 'permissions':
      return (
        // A field that is required would call each of its boxes required.
        <Field {...field} required={false}>
          <div role="group" aria-label={question.label} className={styles.choices}>
            {permissionChoices(question).map(({ value, label }) => (
              <Checkbox
                key={value}
                label={label}
                checked={asTexts(answer).includes(value)}
                onChange={(_, data) =>
                  onAnswer(data.checked === true ? [...asTexts(answer), value] : asTexts(answer).filter((other) => other !== value))
                }
              />
            ))}
          </div>
        </Field>
      );
    case 'mailboxes':
      return <PickerField {...props} />;
    case 'group':
    case 'user':
      return question.choices && question.choices.length > 0 ? <ChoiceField {...props} /> : <PickerField {...props} />;
    case 'number':
      return (
        <Field {...field}>
          <Input type="number" value={asText(answer)} onChange={(_, data) => onAnswer(data.value === '' ? '' : Number(data.value))} />
        </Field>
      );
    case 'date':
      return (
        <Field {...field}>
          <Input type="date" value={asText(answer).slice(0, 10)} onChange={(_, data) => onAnswer(data.value)} />
        </Field>
      );
    case 'text':
      return <TextField {...props} />;
  }
}

function TextField({ readingId, question, answer, problem, onAnswer }: QuestionFieldProps): React.JSX.Element {
  const { label, help, required } = question;
  if (question.id === SUBJECT)
    return (
      <SubjectPicker
        readingId={readingId}
        label={label}
        hint={help}
        required={required}
        problem={problem}
        value={asTexts(answer)}
        several={false}
        onChange={([first = '']) => onAnswer(first)}
      />
    );
  const value = asText(answer);
  if (isFilter(question))
    return (
      <FilterEditor
        readingId={readingId}
        label={label}
        hint={help}
        required={required}
        problem={problem}
        value={value}
        onChange={onAnswer}
      />
    );
  return (
    <Field label={label} hint={help} required={required} validationMessage={problem}>
      {value.length > LONG || value.includes('\n') ? (
        <Textarea value={value} resize="vertical" onChange={(_, data) => onAnswer(data.value)} />
      ) : (
        <Input value={value} autoComplete="off" spellCheck={false} onChange={(_, data) => onAnswer(data.value)} />
      )}
    </Field>
  );
}

function ChoiceField({ question, answer, problem, onAnswer }: QuestionFieldProps): React.JSX.Element {
  const choices = question.choices ?? [];
  const value = asText(answer);
  // A lifetime is a number of months or a text: it goes back as what it came as.
  const send = (text: string): void => onAnswer(typeof answer === 'number' ? Number(text) : text);
  const field = { label: question.label, hint: question.help, required: question.required, validationMessage: problem };
  if (choices.length === 0)
    return (
      <Field {...field}>
        <Input type={typeof answer === 'number' ? 'number' : 'text'} value={value} onChange={(_, data) => send(data.value)} />
      </Field>
    );
  if (choices.length <= FEW)
    return (
      <Field {...field}>
        <RadioGroup value={value} onChange={(_, data) => send(data.value)}>
          {choices.map((choice) => (
            <Radio key={choice.value} value={choice.value} label={choice.label} />
          ))}
        </RadioGroup>
      </Field>
    );
  return (
    <Field {...field}>
      <Select value={value} onChange={(event) => send(event.target.value)}>
        {!choices.some((choice) => choice.value === value) && <option value="">{strings.select}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The picker of mailboxes, of a group, or of a person. */
function PickerField({ readingId, question, answer, problem, onAnswer }: QuestionFieldProps): React.JSX.Element {
  const common = { readingId, label: question.label, hint: question.help, required: question.required, problem, value: asTexts(answer) };
  if (question.type === 'mailboxes') return <MailboxPicker {...common} several onChange={(value) => onAnswer([...value])} />;
  const Picker = question.type === 'group' ? GroupPicker : PersonPicker;
  return <Picker {...common} several={false} onChange={([first = '']) => onAnswer(first)} />;
}
