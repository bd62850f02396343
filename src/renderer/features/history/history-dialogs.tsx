import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { useFocusReturn } from '../../components/use-focus-return';
import { formatBytes } from '../../format/format';
import { tenantName } from '../../shell/tenant-name';
import type { StoredReading } from '../reading-run/run-api';
import { deleteReading, renameReading, showHistoryDialog } from './history-actions';
import { useHistoryStore } from './history-store';
import { historyStrings as strings } from './strings';
import styles from './history.module.css';

const NAME_LIMIT = 100;
const close = (): void => showHistoryDialog(null);

/** What the history asks before it renames or deletes a reading. */
export function HistoryDialogs(): React.JSX.Element | null {
  const dialog = useHistoryStore((state) => state.dialog);
  if (!dialog) return null;
  return dialog.kind === 'rename' ? <RenameDialog reading={dialog.reading} /> : <DeleteDialog reading={dialog.reading} />;
}

function RenameDialog({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  useFocusReturn();
  const [name, setName] = useState(reading.name ?? '');
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && close()}>
      <DialogSurface aria-describedby={undefined}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
            void renameReading(reading.id, name);
          }}
        >
          <DialogBody>
            <DialogTitle>{strings.renameTitle}</DialogTitle>
            <DialogContent>
              <Field label={strings.renameLabel} hint={strings.renameHint}>
                <Input autoFocus value={name} maxLength={NAME_LIMIT} onChange={(_, data) => setName(data.value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>{strings.cancel}</Button>
              <Button type="submit" appearance="primary">
                {strings.renameAction}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function DeleteDialog({ reading }: { readonly reading: StoredReading }): React.JSX.Element {
  return (
    <ConfirmDialog
      title={strings.deleteTitle}
      action={strings.deleteAction}
      dismiss={strings.keep}
      onConfirm={() => void deleteReading(reading)}
      onClose={close}
    >
      <p className={styles.text}>{strings.deleteText(strings.name(reading), tenantName(reading.tenant), formatBytes(reading.bytes))}</p>
      <p className={styles.text}>{reading.target ? strings.deleteLive : strings.deleteFile}</p>
    </ConfirmDialog>
  );
}
