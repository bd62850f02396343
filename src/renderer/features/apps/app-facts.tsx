import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { Copyable } from '../../components/copyable';
import { Facts } from '../../components/page';
import { When } from '../../components/when';
import { appsStrings as strings } from './strings';

function publisherText(app: AppDetail): string {
  const name = app.publisher ?? (app.microsoft ? strings.microsoft : strings.notKnown);
  if (app.verified === null || app.microsoft) return name;
  return `${name} (${app.verified ? strings.verified : strings.unverified})`;
}

/** Ids and state of an app. */
export function AppFacts({ app, readingId }: { readonly app: AppDetail; readonly readingId: string }): React.JSX.Element {
  return (
    <Facts
      facts={[
        [strings.appId, <Copyable key="app" text={app.appId} what={strings.appId} />],
        [
          strings.principalId,
          app.servicePrincipalId ? (
            <Copyable key="principal" text={app.servicePrincipalId} what={strings.principalId} />
          ) : (
            strings.noPrincipal
          ),
        ],
        [strings.publisher, publisherText(app)],
        [strings.owners, app.owners.length ? app.owners.map((owner) => owner.name).join(', ') : strings.noOwners],
        [strings.lastSignIn, app.lastSignIn ? <When key="sign-in" at={app.lastSignIn} readingId={readingId} /> : strings.notKnown],
        [strings.state, app.enabled === null ? strings.notKnown : app.enabled ? strings.enabled : strings.disabled],
      ]}
    />
  );
}
