import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useFocusReturn } from './use-focus-return';

interface ConfirmDialogProps {
  readonly title: string;
  /** What happens, exactly. */
  readonly children: ReactNode;
  /** The button names what it does. */
  readonly action: string;
  readonly dismiss: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back, or that takes long. Shown as long as it is drawn. */
export function ConfirmDialog({ title, children, action, dismiss, onConfirm, onClose }: ConfirmDialogProps): React.JSX.Element {
  useFocusReturn();
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{dismiss}</Button>
            <Button
              appearance="primary"
              onClick={() => {
                onClose();
                onConfirm();
              }}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
