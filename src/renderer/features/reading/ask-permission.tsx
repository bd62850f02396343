import { Button } from '@fluentui/react-components';
import type { SourcePath } from '../../../shared/domain/collection/sources';
import { useAccount } from '../../state/accounts-store';
import { useSettings } from '../../state/settings-actions';
import { targetAccount } from '../accounts/account-words';
import { accountStart, askPermissions } from '../accounts/permission-actions';
import { canBeAsked, featureOfSource, permissionState } from '../accounts/permissions';
import { accountStrings as strings } from '../accounts/strings';
import { useTarget } from '../reading-run/use-target';

/** Sources that the collector script alone reads: no permission fills them. */
const BY_SCRIPT_ONLY: readonly SourcePath[] = ['exchange.mailboxFolderPermissions'];

interface AskPermissionProps {
  readonly readingId: string;
  readonly source: string;
}

/** Asks for the permission that a source lacks, where the reading's account does not have it yet; then the tenant is read again. */
export function AskPermission({ readingId, source }: AskPermissionProps): React.JSX.Element | null {
  const account = useAccount(targetAccount(useTarget(readingId)));
  const exchangeSignIn = useSettings()?.exchangeSignIn ?? 'auto';
  const feature = featureOfSource(source);
  if (!account || feature === null) return null;
  if (BY_SCRIPT_ONLY.some((other) => other === source) || !canBeAsked(permissionState(feature, account, exchangeSignIn))) return null;
  return (
    <div>
      <Button size="small" onClick={() => askPermissions(account.id, [feature], accountStart(account.id))}>
        {strings.askPermission}
      </Button>
    </div>
  );
}
