import { Button } from '@fluentui/react-components';
import { EmptyState } from './states';
import { componentStrings as strings } from './strings';

/** A list that filters have emptied: says so and offers to clear them. */
export function ClearableEmpty({ onClear }: { readonly onClear: () => void }): React.JSX.Element {
  return (
    <EmptyState
      title={strings.noMatchTitle}
      text={strings.noMatchText}
      actions={<Button onClick={onClear}>{strings.clearFilters}</Button>}
    />
  );
}
