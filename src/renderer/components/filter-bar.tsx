import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger, SearchBox } from '@fluentui/react-components';
import { ChevronDownRegular, DismissRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { componentStrings as strings } from './strings';
import styles from './filter-bar.module.css';

/** One filter: a set of choices of which any may match. */
export interface FilterChoice {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
}

interface FilterBarProps {
  readonly searchLabel: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly filters: readonly FilterChoice[];
  readonly chosen: Readonly<Record<string, readonly string[]>>;
  readonly onChoose: (id: string, values: readonly string[]) => void;
  readonly onClear: () => void;
}

const TYPING_PAUSE = 180;

/** Search and filters above a list. */
export function FilterBar(props: FilterBarProps): React.JSX.Element {
  const { filters, chosen, onChoose } = props;
  const active = props.search !== '' || filters.some((filter) => (chosen[filter.id] ?? []).length > 0);
  return (
    <div className={styles.bar} role="search">
      <DelayedSearch label={props.searchLabel} value={props.search} onChange={props.onSearch} />
      {filters.map((filter) => {
        const values = chosen[filter.id] ?? [];
        const words = filter.options.filter((option) => values.includes(option.value)).map((option) => option.label);
        return (
          <Menu
            key={filter.id}
            checkedValues={{ [filter.id]: [...values] }}
            onCheckedValueChange={(_, data) => onChoose(filter.id, data.checkedItems)}
          >
            <MenuTrigger disableButtonEnhancement>
              <Button size="small" appearance={values.length ? 'primary' : 'outline'} icon={<ChevronDownRegular />} iconPosition="after">
                {words.length ? `${filter.label}: ${words.join(', ')}` : filter.label}
              </Button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {filter.options.map((option) => (
                  <MenuItemCheckbox
                    key={option.value}
                    name={filter.id}
                    value={option.value}
                    secondaryContent={option.count === undefined ? undefined : String(option.count)}
                  >
                    {option.label}
                  </MenuItemCheckbox>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        );
      })}
      {active && (
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={props.onClear}>
          {strings.clearFilters}
        </Button>
      )}
    </div>
  );
}

interface DelayedSearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A search box that tells its text after a pause in typing, and follows the address when that changes otherwise. */
function DelayedSearch({ label, value, onChange }: DelayedSearchProps): React.JSX.Element {
  const [text, setText] = useState(value);
  const [followed, setFollowed] = useState(value);
  const timer = useRef<number | undefined>(undefined);
  if (followed !== value) {
    setFollowed(value);
    setText(value);
  }
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <SearchBox
      className={styles.search}
      size="small"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, data) => {
        setText(data.value);
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(() => onChange(data.value.trim()), data.value === '' ? 0 : TYPING_PAUSE);
      }}
    />
  );
}
