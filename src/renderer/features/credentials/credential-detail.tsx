import type { ListRow } from '../../../shared/ipc/list-shapes';
import { Copyable } from '../../components/copyable';
import { Detail, DetailBody, DetailHeader } from '../../components/detail';
import { Facts, TextLink } from '../../components/page';
import { LoadingState } from '../../components/states';
import { formatDay } from '../../format/format';
import { EXTENT_WORDS } from '../../format/words';
import { navigate } from '../../routing/hash-location';
import { sectionPath } from '../../routing/routes';
import { useEscape } from '../../shell/escape-stack';
import { CREDENTIAL_FAMILIES } from '../plans/families';
import { PlanOffers } from '../plans/plan-offers';
import { CredentialEnd, CredentialState } from './credential-parts';
import { credentialsStrings as strings } from './strings';

interface CredentialDetailProps {
  readonly readingId: string;
  /** Null until its row was fetched. */
  readonly credential: ListRow<'credentials'> | null;
  readonly onClose: () => void;
}

/** One credential: what it is, when it ends, and how it is replaced. */
export function CredentialDetail({ readingId, credential, onClose }: CredentialDetailProps): React.JSX.Element {
  useEscape(true, onClose);
  if (credential === null) return <LoadingState />;
  const { appId, name, kind, objectKind, displayName, start, end, keyId, reach } = credential;
  const address = sectionPath(readingId, 'apps', [appId, 'credentials']);
  return (
    <Detail label={name}>
      <DetailHeader
        title={name}
        full={false}
        onClose={onClose}
        onFull={() => navigate(address)}
        pills={<CredentialState credential={credential} />}
        actions={<PlanOffers readingId={readingId} subject={{ kind: 'app', id: appId }} families={CREDENTIAL_FAMILIES} buttons={2} />}
      />
      <DetailBody label={name}>
        <Facts
          facts={[
            [strings.columnKind, `${strings.kinds[kind]} (${strings.objectKinds[objectKind]})`],
            [strings.columnName, displayName ?? strings.unnamed],
            [strings.start, start === null ? '–' : formatDay(start)],
            [
              strings.columnEnd,
              <span key="end">
                {end !== null && `${formatDay(end)}, `}
                <CredentialEnd credential={credential} />
              </span>,
            ],
            [strings.keyId, <Copyable key="id" text={keyId} what={strings.keyId} />],
            [strings.columnReach, EXTENT_WORDS[reach]],
          ]}
        />
        <p>
          <TextLink href={`#${address}`}>{strings.allOfApp}</TextLink>
        </p>
      </DetailBody>
    </Detail>
  );
}
