import type { Mailbox } from '../../collection/mailbox-directory';
import type { Reading } from '../../collection/reading';
import { keyOf, listOf } from '../../collection/text-key';
import { DelegationIndex, RIGHT_WORDS, type Delegation } from '../../findings/delegations';
import type { GroupFactIndex } from '../../findings/group-facts';
import type { ReachEngine } from '../../reach/reach-engine';
import { shown } from '../display-text';
import { groupFactsOf } from '../subjects';

/** A right on a mailbox that somebody holds directly: an inherited one comes from elsewhere and cannot be taken away here. */
export interface DelegateRight {
  /** `fullAccess anna@contoso.com`: how an answer names it. */
  readonly value: string;
  readonly right: Delegation['right'];
  /** As in the source. */
  readonly trustee: string;
  /** What a person calls it: `Full Access of Anna`. */
  readonly label: string;
  /** The object id of whoever holds it; null for a deleted account and for one that is not known. */
  readonly holder: string | null;
  /** Why it could not be given again, or null. */
  readonly notAgain: string | null;
  /** Its account is deleted or disabled. */
  readonly former: boolean;
  /** It is a group that fills itself, or a large one, or everybody. */
  readonly broad: boolean;
}

/** https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients */
const GROUPS = 'Exchange Online gives rights on mailboxes to mail-enabled security groups only: give them to one of those.';

/** More people than anybody keeps track of. */
const HUGE = 50;

const DELEGATIONS = new WeakMap<ReachEngine, DelegationIndex>();

function delegationsOf(reading: Reading, engine: ReachEngine): DelegationIndex {
  const index = DELEGATIONS.get(engine) ?? new DelegationIndex(reading, engine.rights);
  DELEGATIONS.set(engine, index);
  return index;
}

/** Whether others hold rights on a mailbox that can be taken away there. */
export function hasDelegateRights(reading: Reading, engine: ReachEngine, mailbox: Mailbox): boolean {
  return delegationsOf(reading, engine)
    .on(mailbox)
    .some(({ inherited }) => !inherited);
}

/** The rights that others hold on a mailbox, each once. */
export function delegateRights(reading: Reading, engine: ReachEngine, mailbox: Mailbox): readonly DelegateRight[] {
  const groups = groupFactsOf(reading);
  const found = new Map<string, DelegateRight>();
  for (const delegation of delegationsOf(reading, engine).on(mailbox)) {
    if (delegation.inherited) continue;
    const { right, trustee } = delegation;
    const value = `${right} ${trustee}`;
    if (!found.has(keyOf(value))) found.set(keyOf(value), { value, right, trustee, ...holderOf(reading, groups, delegation) });
  }
  return [...found.values()];
}

function holderOf(
  reading: Reading,
  groups: GroupFactIndex,
  { match, right, trustee }: Delegation,
): Pick<DelegateRight, 'label' | 'holder' | 'notAgain' | 'former' | 'broad'> {
  const word = RIGHT_WORDS[right];
  switch (match.kind) {
    case 'principal': {
      const { id, kind, name } = match.principal;
      const disabled = kind === 'account' && reading.users.get(id)?.accountEnabled === false;
      const broad = kind === 'group' && (groups.of(id).dynamic || groups.hasMoreThan(HUGE, id));
      const what = kind === 'group' ? `the group ${shown(name)}` : kind === 'servicePrincipal' ? `the app ${shown(name)}` : shown(name);
      return {
        label: `${word} of ${what}${disabled ? ' (disabled)' : ''}`,
        holder: id,
        notAgain: kind === 'group' && groups.of(id).kind !== 'mailSecurity' ? GROUPS : null,
        former: disabled,
        broad,
      };
    }
    case 'sid':
      return {
        label: `${word} of the deleted account ${shown(trustee)}`,
        holder: null,
        notAgain: 'The account is deleted: nobody could be given the right.',
        former: reading.isComplete('exchange.recipients'),
        broad: false,
      };
    case 'everyone':
      return {
        label: `${word} of everybody`,
        holder: null,
        notAgain: 'Give the right to those who need it by name.',
        former: false,
        broad: true,
      };
    default:
      return {
        label: `${word} of "${shown(trustee)}"`,
        holder: null,
        notAgain: 'Nobody in the reading has this name.',
        former: false,
        broad: false,
      };
  }
}

/** Who may send on behalf of a mailbox, as the source has it. */
export function sendersOnBehalf(mailbox: Mailbox): readonly string[] {
  return listOf(mailbox.item.GrantSendOnBehalfTo).filter((text) => text.trim() !== '');
}
