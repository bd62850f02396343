import type { View } from '../views/graph-views';
import { isOn, type CmdletContext, type CmdletHandler } from './cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';
import { listOf, type ObjectList } from './object-list';

/** A change that was checked and not made yet. */
export interface PendingChange {
  /** Makes it, and answers what the cmdlet puts out: the object that is new, or nothing. */
  commit(): readonly View[];
  readonly warnings?: readonly string[];
}

/**
 * A cmdlet that changes something: everything is checked first, then all of it is done. With WhatIf it stops in between;
 * where somebody would have to be asked, it fails, because nobody sits there.
 */
export function changing(knows: readonly string[], prepare: (context: CmdletContext) => CmdletOutcome<PendingChange>): CmdletHandler {
  return {
    knows: [...knows, 'Confirm', 'WhatIf'],
    run: (context): CmdletOutcome<ObjectList> => {
      const change = prepare(context);
      if (!change.ok) return change;
      const { warnings = [] } = change.value;
      if (isOn(context, 'WhatIf')) return gave(withWarnings([], warnings));
      if (asks(context)) return refused(CMDLET_ERRORS.cannotAsk(context.name));
      const written = context.state.replication.writtenIn('exchange', () => change.value.commit());
      return gave(withWarnings(written, warnings));
    },
  };
}

/** A change that puts out nothing. */
export function silently(act: () => void, warnings: readonly string[] = []): CmdletOutcome<PendingChange> {
  return gave({
    commit: () => {
      act();
      return [];
    },
    warnings,
  });
}

/** Nothing to do, but something to say. */
export function onlyWarning(warning: string): CmdletOutcome<PendingChange> {
  return gave({ commit: () => [], warnings: [warning] });
}

/** A change that puts out the new object. */
export function answering(act: () => View): CmdletOutcome<PendingChange> {
  return gave({ commit: () => [act()] });
}

/** Cmdlets whose pages say that they pause until somebody confirms; `-Confirm:$false` skips it. */
const PAUSING = ['Add-RecipientPermission', 'Update-DistributionGroupMember'];

function asks(context: CmdletContext): boolean {
  const confirm = context.parameters.get('Confirm');
  if (typeof confirm === 'boolean') return confirm;
  // Where there is a Force, it hides the question: https://learn.microsoft.com/powershell/module/exchangepowershell/remove-managementscope#-force
  if (isOn(context, 'Force')) return false;
  return context.name.startsWith('Remove-') || PAUSING.includes(context.name);
}

function withWarnings(objects: readonly View[], warnings: readonly string[]): ObjectList {
  const list = listOf(objects, (view) => view);
  return warnings.length === 0 ? list : { ...list, warnings };
}
