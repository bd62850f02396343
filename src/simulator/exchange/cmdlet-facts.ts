import { ACCESS_CMDLET_FACTS } from './facts/access-cmdlets';
import { GROUP_CMDLET_FACTS } from './facts/group-cmdlets';
import { MAILBOX_CMDLET_FACTS } from './facts/mailbox-cmdlets';
import { ORGANIZATION_CMDLET_FACTS } from './facts/organization-cmdlets';
import { READ_CMDLET_FACTS } from './facts/read-cmdlets';

/** Which kind of role has a cmdlet: see exchange-roles-of.ts. */
export type CmdletNeeds =
  'recipients' | 'configuration' | 'anyone' | 'roleManagement' | 'organization' | 'mailboxes' | 'mailboxCreation' | 'groups';

/**
 * The cmdlets that the simulated Exchange Online has, with their parameter sets, from their pages under
 * https://learn.microsoft.com/powershell/module/exchangepowershell/ (those that apply to Exchange Online). A parameter is
 * written `Name` or `Name:kind` (see `ParameterKind`); `!` stands after a mandatory one.
 */
export interface CmdletFacts {
  readonly name: string;
  readonly needs: CmdletNeeds;
  /** The parameter set that is meant where the given parameters fit several. */
  readonly defaultSet: string;
  /** Parameters of every set. */
  readonly common?: string;
  readonly sets: Readonly<Record<string, string>>;
  /** Parameter sets of the page whose own mandatory parameter is not there in Exchange Online: nobody can use them. */
  readonly elsewhere?: readonly string[];
  /** Two names of one parameter, an old one and a new one, that the page lists as mandatory both: one of them is given. */
  readonly eitherOf?: readonly [string, string];
  /** Parameters that only a further role shows. */
  readonly reserved?: Readonly<Record<string, string>>;
}

/** Every cmdlet that is served. */
export const CMDLETS: readonly CmdletFacts[] = [
  ...READ_CMDLET_FACTS,
  ...ACCESS_CMDLET_FACTS,
  ...GROUP_CMDLET_FACTS,
  ...MAILBOX_CMDLET_FACTS,
  ...ORGANIZATION_CMDLET_FACTS,
];
