import { randomInt } from 'node:crypto';
import type { TenantState } from '../state/tenant-state';
import { CHANGE_ERRORS } from './change-errors';
import { textOf, type CmdletContext } from './cmdlet-context';
import { gave, refused, type CmdletOutcome } from './cmdlet-errors';

/** The names and the address of a recipient that is to be made. */
export interface RecipientNames {
  readonly name: string;
  readonly displayName: string;
  readonly alias: string;
  readonly address: string;
}

const LONGEST = { Name: 64, Alias: 64, DisplayName: 256 } as const;

/**
 * Reads the names of a new recipient as New-DistributionGroup and New-Mailbox take them: what is left out comes from the name.
 * https://learn.microsoft.com/powershell/module/exchangepowershell/new-distributiongroup#-alias
 */
export function namesOfNew(context: CmdletContext): CmdletOutcome<RecipientNames> {
  const { state } = context;
  const name = textOf(context, 'Name') ?? '';
  const displayName = textOf(context, 'DisplayName') ?? name;
  const givenAddress = textOf(context, 'PrimarySmtpAddress');
  const alias = textOf(context, 'Alias') ?? aliasFrom(givenAddress?.split('@')[0] ?? name);
  for (const [property, value] of [
    ['Name', name],
    ['Alias', alias],
    ['DisplayName', displayName],
  ] as const) {
    if (value.trim() === '') return refused(CHANGE_ERRORS.invalidValue(property, value, 'It is empty.'));
    if (value.length > LONGEST[property]) return refused(CHANGE_ERRORS.tooLong(property, LONGEST[property], value.length));
  }
  if (!ALIAS.test(alias))
    return refused(CHANGE_ERRORS.invalidValue('Alias', alias, 'It can have letters, digits and some signs, and no spaces.'));
  if (isNameTaken(state, name)) return refused(CHANGE_ERRORS.alreadyExists(name));
  const address = givenAddress ?? `${alias}@${state.defaultDomain}`;
  const checked = checkAddress(state, address);
  return checked.ok ? gave({ name, displayName, alias, address }) : checked;
}

/** The distinguished name of a recipient, in the container where those of the tenant are. */
export function newDistinguishedName(state: TenantState, name: string): string {
  const [sample] = [...state.mailboxes.values()].slice(0, 1);
  const container = sample?.DistinguishedName.replace(/^CN=(?:\\.|[^,\\])*,/, '') ?? `OU=${state.initialDomain}`;
  return `CN=${name.replace(/([,+"\\<>;=])/g, '\\$1')},${container}`;
}

/** A security identifier as the directory makes them. */
export function newCloudSid(): string {
  const part = (): number => randomInt(1, 4_000_000_000);
  return `S-1-12-1-${part()}-${part()}-${part()}-${part()}`;
}

const ALIAS = /^[a-z0-9!#%*+\-/=?^_~$&'`{}|\u00a1-\u00ff]+(?:\.[a-z0-9!#%*+\-/=?^_~$&'`{}|\u00a1-\u00ff]+)*$/i;
const ADDRESS = /^[^\s@<>"(),:;[\]\\]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;

/** "Spaces are removed and unsupported characters are converted to question marks." */
function aliasFrom(text: string): string {
  const bare = text.replaceAll(/\s+/g, '').replaceAll(/[^a-z0-9!#%*+\-/=?^_~$&'`{}|.\u00a1-\u00ff]/gi, '?');
  return bare
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^\.|\.$/g, '')
    .slice(0, LONGEST.Alias);
}

function checkAddress(state: TenantState, address: string): CmdletOutcome<string> {
  const domain = ADDRESS.exec(address)?.[1];
  if (domain === undefined) return refused(CHANGE_ERRORS.invalidValue('PrimarySmtpAddress', address, 'It is no address.'));
  const accepted = state.singles.organization.verifiedDomains.some((row) => row.name.toLowerCase() === domain.toLowerCase());
  if (!accepted) return refused(CHANGE_ERRORS.foreignDomain(domain));
  const holder = holderOf(state, address);
  return holder === null ? gave(address) : refused(CHANGE_ERRORS.addressInUse(address, holder));
}

/** Whoever has an address already. */
function holderOf(state: TenantState, address: string): string | null {
  const wanted = `smtp:${address.toLowerCase()}`;
  for (const table of [state.mailboxes, state.exchangeGroups, state.recipients]) {
    for (const row of table) if (row.EmailAddresses.some((held) => held.toLowerCase() === wanted)) return row.Name;
  }
  return state.usersByPrincipalName.first(address)?.userPrincipalName ?? null;
}

function isNameTaken(state: TenantState, name: string): boolean {
  const wanted = name.toLowerCase();
  for (const table of [state.mailboxes, state.exchangeGroups, state.recipients]) {
    for (const row of table) if (row.Name.toLowerCase() === wanted) return true;
  }
  return false;
}
