import { Button, DialogActions, DialogBody, DialogContent, DialogTitle } from '@fluentui/react-components';
import { FEATURE_IDS, FEATURES, type FeatureId } from '../../../shared/domain/readiness/features';
import type { Account } from '../../../shared/ipc/account-shapes';
import { PlainTable } from '../../components/plain-table';
import { StatusPill } from '../../components/status-pill';
import { useAccount } from '../../state/accounts-store';
import { useSettings } from '../../state/settings-actions';
import { accountTenant } from './account-words';
import { BrowserWait } from './browser-wait';
import { useAccountDialogStore, type AccountDialog } from './dialog-store';
import { FailureBar } from './failure-bar';
import { permissionState } from './permissions';
import { grant, readWithout } from './permission-actions';
import { cancelWaiting, closeAccountDialog } from './sign-in-actions';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

type PermissionsDialogProps = Extract<AccountDialog, { readonly kind: 'permissions' }>;

/** What Mailscope asks for, why, and what is granted already; then the browser asks. */
export function PermissionsDialog(dialog: PermissionsDialogProps): React.JSX.Element {
  const account = useAccount(dialog.accountId);
  const { waiting, failure } = useAccountDialogStore();
  if (!account) return <Gone />;
  const action = dialog.then === null ? strings.ask : dialog.skippable ? strings.askAndRead : strings.askAndReadAgain;
  const skip = failure ? strings.readWithout : strings.readWithGranted;
  return (
    <DialogBody>
      <DialogTitle>{strings.permissionsTitle}</DialogTitle>
      <DialogContent role="region" aria-label={strings.permissionsTitle} tabIndex={0}>
        {waiting ? (
          <BrowserWait waiting={waiting} onOtherWay={null} />
        ) : (
          <>
            {failure && <FailureBar failure={failure} />}
            <p className={styles.text}>{strings.permissionsLead(accountTenant(account))}</p>
            <FeatureTable account={account} features={dialog.skippable ? FEATURE_IDS : dialog.features} />
            {dialog.features.includes('exchange') && <p className={styles.note}>{strings.exchangeManage}</p>}
          </>
        )}
      </DialogContent>
      <DialogActions>
        {waiting ? (
          <Button onClick={cancelWaiting}>{strings.cancel}</Button>
        ) : (
          <>
            <Button onClick={closeAccountDialog}>{strings.notNow}</Button>
            {dialog.skippable && <Button onClick={() => void readWithout()}>{skip}</Button>}
            <Button appearance="primary" onClick={() => void grant()}>
              {failure ? strings.tryAgain : action}
            </Button>
          </>
        )}
      </DialogActions>
    </DialogBody>
  );
}

const TONES = { granted: 'neutral', missing: 'warning', unknown: 'warning', module: 'neutral', unavailable: 'neutral' } as const;

function FeatureTable({ account, features }: { readonly account: Account; readonly features: readonly FeatureId[] }): React.JSX.Element {
  const exchangeSignIn = useSettings()?.exchangeSignIn ?? 'auto';
  return (
    <PlainTable heads={[strings.columnFeature, strings.columnPermissions, strings.columnState]}>
      {features.map((id) => {
        const { label, why, graphScopes, exchangeScopes } = FEATURES[id];
        const state = permissionState(id, account, exchangeSignIn);
        return (
          <tr key={id}>
            <td>
              <strong>{label}</strong>
              <div className={styles.note}>{why}</div>
            </td>
            <td className={styles.scopes}>
              {state === 'module' || state === 'unavailable' ? strings.noPermissions : [...graphScopes, ...exchangeScopes].join(' ')}
            </td>
            <td>
              <StatusPill tone={TONES[state]}>{strings.permissionStates[state]}</StatusPill>
            </td>
          </tr>
        );
      })}
    </PlainTable>
  );
}

/** Signs in again with an account whose sign-in is no longer accepted. */
export function RenewDialog({ accountId }: { readonly accountId: string }): React.JSX.Element {
  const account = useAccount(accountId);
  const { waiting, failure } = useAccountDialogStore();
  if (!account) return <Gone />;
  return (
    <DialogBody>
      <DialogTitle>{strings.renewTitle}</DialogTitle>
      <DialogContent>
        {failure && <FailureBar failure={failure} />}
        {waiting ? (
          <BrowserWait waiting={waiting} onOtherWay={null} />
        ) : (
          <p className={styles.text}>{strings.renewText(account.username)}</p>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={waiting ? cancelWaiting : closeAccountDialog}>{waiting ? strings.cancel : strings.notNow}</Button>
        {!waiting && (
          <Button appearance="primary" onClick={() => void grant()}>
            {failure ? strings.tryAgain : strings.signInAgain}
          </Button>
        )}
      </DialogActions>
    </DialogBody>
  );
}

function Gone(): React.JSX.Element {
  return (
    <DialogBody>
      <DialogTitle>{strings.accounts}</DialogTitle>
      <DialogContent>{strings.accountGone}</DialogContent>
      <DialogActions>
        <Button onClick={closeAccountDialog}>{strings.close}</Button>
      </DialogActions>
    </DialogBody>
  );
}
