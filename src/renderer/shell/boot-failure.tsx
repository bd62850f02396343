import type { Failure } from '../../shared/ipc/envelope';
import { ErrorState } from '../components/states';

/** Shown when not even the state of the app could be asked for. */
export function BootFailure({ failure }: { readonly failure: Failure }): React.JSX.Element {
  return <ErrorState error={failure} onRetry={() => window.location.reload()} />;
}
