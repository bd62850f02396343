import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { GroupListRegular } from '@fluentui/react-icons';
import { componentStrings as strings } from './strings';

/** By what a list is grouped, and by what it could be. */
export interface Grouping {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** Null where the list is not grouped. */
  readonly chosen: string | null;
  readonly onChoose: (value: string | null) => void;
}

const NAME = 'group';
/** Menus know texts alone; no group has an empty name. */
const NONE = '';

/** Chooses by what a list is grouped: one thing or nothing. */
export function GroupMenu({ grouping }: { readonly grouping: Grouping }): React.JSX.Element {
  const { options, chosen, onChoose } = grouping;
  const word = options.find((option) => option.value === chosen)?.label;
  return (
    <Menu checkedValues={{ [NAME]: [chosen ?? NONE] }} onCheckedValueChange={(_, { checkedItems }) => onChoose(checkedItems[0] || null)}>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<GroupListRegular />}>
          {word === undefined ? strings.groupBy : strings.groupedBy(word)}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {[{ value: NONE, label: strings.groupNone }, ...options].map(({ value, label }) => (
            <MenuItemRadio key={value} name={NAME} value={value}>
              {label}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
