import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { ChannelInput } from '../../shared/ipc/contract';
import { exportList } from '../state/session-actions';
import { componentStrings as strings } from './strings';

type Selection = ChannelInput<'list.export'>['selection'];

/** Writes the list on show, with its filters and order, to a file. */
export function ListExport({ selection }: { readonly selection: Selection }): React.JSX.Element {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<ArrowDownloadRegular />}>
          {strings.export}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void exportList(selection, 'csv')}>{strings.exportCsv}</MenuItem>
          <MenuItem onClick={() => void exportList(selection, 'json')}>{strings.exportJson}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
