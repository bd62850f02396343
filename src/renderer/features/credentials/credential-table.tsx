import type { ListRow } from '../../../shared/ipc/list-shapes';
import { Copyable } from '../../components/copyable';
import { PlainTable } from '../../components/plain-table';
import { formatDay } from '../../format/format';
import { CredentialEnd, CredentialState } from './credential-parts';
import { credentialsStrings as strings } from './strings';
import styles from './credentials.module.css';

interface CredentialTableProps {
  readonly credentials: readonly ListRow<'credentials'>[];
  readonly empty: string;
}

/** The credentials of one app. */
export function CredentialTable({ credentials, empty }: CredentialTableProps): React.JSX.Element {
  if (credentials.length === 0) return <p className={styles.muted}>{empty}</p>;
  return (
    <PlainTable heads={[strings.columnState, strings.columnName, strings.columnKind, strings.start, strings.columnEnd, strings.keyId]}>
      {credentials.map((credential) => (
        <tr key={credential.key}>
          <td>
            <CredentialState credential={credential} />
          </td>
          <td>{credential.displayName ?? <span className={styles.muted}>{strings.unnamed}</span>}</td>
          <td>
            {strings.kinds[credential.kind]} <span className={styles.muted}>({strings.objectKinds[credential.objectKind]})</span>
          </td>
          <td>{credential.start ? formatDay(credential.start) : '–'}</td>
          <td>
            <CredentialEnd credential={credential} />
          </td>
          <td>
            <Copyable text={credential.keyId} what={strings.keyId} />
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
