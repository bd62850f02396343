import { Button } from '@fluentui/react-components';
import { BeakerRegular } from '@fluentui/react-icons';
import { navigate } from '../../routing/hash-location';
import { liveTestPath } from '../../routing/routes';
import { policiesStrings as strings } from './strings';

/** Tries what an app reaches with its own credential. */
export function TestButton({ readingId, appId }: { readonly readingId: string; readonly appId: string }): React.JSX.Element {
  return (
    <Button size="small" icon={<BeakerRegular />} onClick={() => navigate(liveTestPath(readingId, appId))}>
      {strings.test}
    </Button>
  );
}
