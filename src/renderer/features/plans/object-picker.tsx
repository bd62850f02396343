import { Button, Field, SearchBox } from '@fluentui/react-components';
import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons';
import { useId, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { formatCount, formatNumber } from '../../format/format';
import { moveIndex } from '../../components/grid-navigation';
import { pastedParts } from './question-rules';
import { questionStrings as strings } from './question-strings';
import { useEscape } from '../../shell/escape-stack';
import {
  useFoundGroups,
  useFoundMailboxes,
  useFoundPeople,
  useFoundSubjects,
  type FoundObjects,
  type PickedObject,
} from './use-found-objects';
import { useSettled } from './use-settled';
import styles from './question.module.css';

interface PickerProps {
  readonly readingId: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly problem: string | undefined;
  /** Ids, or what was pasted. */
  readonly value: readonly string[];
  readonly several: boolean;
  readonly onChange: (value: readonly string[]) => void;
}

const TYPING_PAUSE = 180;
const CHIPS = 60;
const PAGE = 6;

/** A picker that searches the reading while one types. */
function pickerOf(
  useFound: (readingId: string, text: string) => FoundObjects,
  searchLabel: string,
): (props: PickerProps) => React.JSX.Element {
  return function SearchingPicker(props) {
    const [search, setSearch] = useState('');
    const text = useSettled(search.trim(), TYPING_PAUSE);
    const found = useFound(props.readingId, text);
    const isBehind = text !== search.trim();
    return <ObjectPicker {...props} found={found} isBehind={isBehind} search={search} searchLabel={searchLabel} onSearch={setSearch} />;
  };
}

/** Chooses mailboxes of the reading. */
export const MailboxPicker = pickerOf(useFoundMailboxes, strings.search);

/** Chooses a group of the reading. */
export const GroupPicker = pickerOf(useFoundGroups, strings.searchGroup);

/** Chooses a person of the reading. */
export const PersonPicker = pickerOf(useFoundPeople, strings.searchPerson);

/** Chooses what a plan is about: an app or a mailbox. */
export const SubjectPicker = pickerOf(useFoundSubjects, strings.searchSubject);

interface ObjectPickerProps extends PickerProps {
  readonly found: FoundObjects;
  /** What was found is for what stood there before the last keys. */
  readonly isBehind: boolean;
  readonly search: string;
  readonly searchLabel: string;
  readonly onSearch: (search: string) => void;
}

/** Chooses one thing or several by searching for them; several can be pasted as addresses. */
function ObjectPicker(props: ObjectPickerProps): React.JSX.Element {
  const { value, several, onChange, found, search } = props;
  const [active, setActive] = useState(-1);
  /** The list of what was found covers what stands below, so it is there only while one chooses. */
  const [open, setOpen] = useState(false);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const id = useId();
  const { objects, total } = found;
  const isChosen = (object: PickedObject): boolean => value.includes(object.id);
  const remember = (some: readonly PickedObject[]): void =>
    setNames((before) => ({ ...before, ...Object.fromEntries(some.map((object) => [object.id, object.name])) }));
  const toggle = (object: PickedObject): void => {
    remember([object]);
    if (isChosen(object)) onChange(value.filter((other) => other !== object.id));
    else onChange(several ? [...value, object.id] : [object.id]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // Nobody means to choose from what he no longer searches for.
    if (props.isBehind || found.status === 'loading') {
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    const next = event.key === 'Home' || event.key === 'End' ? null : moveIndex(event.key, active, objects.length, PAGE);
    const object = objects[active];
    if (next !== null) setActive(next);
    else if (event.key === 'Enter' && object) toggle(object);
    else if (event.key !== 'Enter') return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>): void => {
    const parts = pastedParts(event.clipboardData.getData('text'));
    if (!several || parts.length < 2) return;
    event.preventDefault();
    onChange([...new Set([...value, ...parts])]);
  };
  const missing = objects.filter((object) => !isChosen(object));
  useEscape(open, () => setOpen(false));
  return (
    <div
      className={styles.picker}
      onFocus={() => setOpen(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Field label={props.label} hint={props.hint} required={props.required} validationMessage={props.problem}>
        <SearchBox
          value={search}
          placeholder={props.searchLabel}
          role="combobox"
          className={styles.search}
          aria-expanded={open && objects.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 && active < objects.length ? `${id}-${active}` : undefined}
          onChange={(_, data) => {
            props.onSearch(data.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </Field>
      <div className={styles.popup} hidden={!open}>
        <div id={`${id}-list`} role="listbox" aria-label={strings.options} aria-multiselectable={several} className={styles.options}>
          {objects.map((object, index) => (
            <div
              key={object.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={isChosen(object)}
              className={`${styles.option} ${index === active ? styles.optionActive : ''}`}
              // Choosing leaves the focus in the search, and with it the list open.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => toggle(object)}
            >
              {isChosen(object) ? <CheckmarkRegular className={styles.tick} aria-hidden="true" /> : <span />}
              <span title={object.name}>{object.name}</span>
              <span className={styles.faint} title={object.detail ?? undefined}>
                {object.detail}
              </span>
            </div>
          ))}
        </div>
        <p className={`${styles.row} ${styles.popupFoot}`} role="status">
          <span className={styles.faint}>{foundText(found, search)}</span>
          {several && search !== '' && total > 1 && total === objects.length && missing.length > 0 && (
            <Button
              size="small"
              appearance="subtle"
              onClick={() => {
                remember(missing);
                onChange([...value, ...missing.map((object) => object.id)]);
              }}
            >
              {strings.addShown(formatNumber(total))}
            </Button>
          )}
        </p>
      </div>
      <Chosen names={{ ...found.known, ...names }} value={value} several={several} onChange={onChange} />
    </div>
  );
}

function foundText({ objects, total, status }: FoundObjects, search: string): string {
  if (status === 'loading') return strings.filterChecking;
  if (total === 0) return search === '' ? strings.typeFirst : strings.none;
  return total > objects.length ? strings.found(formatNumber(objects.length), formatNumber(total)) : strings.foundAll(formatNumber(total));
}

interface ChosenProps extends Pick<PickerProps, 'value' | 'several' | 'onChange'> {
  readonly names: Readonly<Record<string, string>>;
}

function Chosen({ value, several, names, onChange }: ChosenProps): React.JSX.Element | null {
  if (value.length === 0) return null;
  const shown = value.slice(0, CHIPS);
  return (
    <>
      {several && (
        <p className={styles.row}>
          <strong>{strings.chosen(formatCount(value.length, 'mailbox', 'mailboxes'))}</strong>
          <Button size="small" appearance="subtle" onClick={() => onChange([])}>
            {strings.removeAll}
          </Button>
        </p>
      )}
      <ul className={styles.chosen} aria-label={strings.chosenList}>
        {shown.map((one) => {
          const name = names[one] ?? one;
          return (
            <li key={one} className={styles.chip}>
              <span title={one}>{name}</span>
              <Button
                size="small"
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label={strings.remove(name)}
                onClick={() => onChange(value.filter((other) => other !== one))}
              />
            </li>
          );
        })}
        {value.length > CHIPS && <li className={styles.faint}>{strings.moreChosen(formatNumber(value.length - CHIPS))}</li>}
      </ul>
    </>
  );
}
