import { Dialog, DialogSurface } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useFocusReturn } from '../../components/use-focus-return';
import { useAccountDialogStore, type AccountDialog } from './dialog-store';
import { PermissionsDialog, RenewDialog } from './permissions-dialog';
import { closeAccountDialog } from './sign-in-actions';
import { SignInDialog } from './sign-in-dialog';
import styles from './accounts.module.css';

/** The dialog about an account that is open. */
export function AccountDialogs(): React.JSX.Element | null {
  const dialog = useAccountDialogStore((state) => state.dialog);
  return dialog && <OpenDialog dialog={dialog} />;
}

function OpenDialog({ dialog }: { readonly dialog: AccountDialog }): React.JSX.Element {
  useFocusReturn();
  const surface = useRef<HTMLDivElement>(null);
  const { waiting, failure, signedIn } = useAccountDialogStore();
  // What had the focus may be gone with the step it belonged to; from outside of the dialog Escape would not close it.
  useEffect(() => {
    if (!surface.current?.contains(document.activeElement)) surface.current?.focus();
  }, [waiting, failure, signedIn]);
  return (
    <Dialog
      open
      onOpenChange={(_, data) => {
        // A click beside it would end a sign-in that somebody finishes in the browser right now.
        if (!data.open && data.type !== 'backdropClick') closeAccountDialog();
      }}
    >
      <DialogSurface
        ref={surface}
        aria-describedby={undefined}
        className={`${styles.surface} ${dialog.kind === 'permissions' ? styles.wide : ''}`}
      >
        <Content dialog={dialog} />
      </DialogSurface>
    </Dialog>
  );
}

function Content({ dialog }: { readonly dialog: AccountDialog }): React.JSX.Element {
  if (dialog.kind === 'signIn') return <SignInDialog prefill={dialog.prefill} />;
  if (dialog.kind === 'permissions') return <PermissionsDialog {...dialog} />;
  return <RenewDialog accountId={dialog.accountId} />;
}
