import type { View } from '../views/graph-views';
import { textsOf, type CmdletContext } from './cmdlet-context';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';
import { PROPERTY_SETS } from './property-sets';

/**
 * Properties that `-Properties` takes beyond those of the property sets.
 * https://learn.microsoft.com/powershell/exchange/cmdlet-property-sets, https://learn.microsoft.com/powershell/module/exchange/get-exorecipient
 */
const MORE_PROPERTIES: Readonly<Record<string, string>> = {
  'Get-EXOMailbox':
    'Identity AccountDisabled Database IsDirSynced IsMailboxEnabled IsShared Languages MailboxPlan Office SKUAssigned ServerName UsageLocation WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC WhenMailboxCreated',
  'Get-EXOCasMailbox': 'ExternalDirectoryObjectId',
  'Get-EXORecipient':
    'Alias City Company CountryOrRegion Department DisplayName DistinguishedName EmailAddresses FirstName Guid HiddenFromAddressListsEnabled Identity LastName ManagedBy Manager Office OrganizationalUnit Phone PrimarySmtpAddress StateOrProvince Title WhenChanged WhenChangedUTC WhenCreated WhenCreatedUTC WhenMailboxCreated',
};

/** The properties that a Get-EXO… call answers: `Minimum` or the named sets, and the named properties. */
export function chosenProperties(context: CmdletContext): CmdletOutcome<readonly string[]> {
  const sets = PROPERTY_SETS[context.name] ?? {};
  const names = Object.keys(sets);
  const known = [...Object.values(sets), MORE_PROPERTIES[context.name] ?? ''].flatMap((text) => text.split(' '));
  const chosen: string[] = [];
  for (const wanted of textsOf(context, 'PropertySets') ?? []) {
    for (const word of wanted.split(',').map((part) => part.trim())) {
      if (word.toLowerCase() === 'all') {
        chosen.push(...known);
        continue;
      }
      const name = names.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
      if (name === undefined) return refused(CMDLET_ERRORS.wrongName(context.name, 'PropertySets', word, ['All', ...names]));
      chosen.push(...(sets[name] ?? '').split(' '));
    }
  }
  // Properties come on top of the sets, and sets in the place of the smallest one.
  const properties = textsOf(context, 'Properties') ?? [];
  const asked: string[] = [];
  for (const wanted of properties) {
    const name = known.find((candidate) => candidate.toLowerCase() === wanted.toLowerCase());
    if (name === undefined) return refused(CMDLET_ERRORS.unknownProperty(context.name, wanted));
    asked.push(name);
  }
  const base = chosen.length > 0 ? chosen : (sets['Minimum'] ?? '').split(' ');
  return gave([...new Set([...base, ...asked])]);
}

/** Only these properties of an object; what the tenant does not hold is null. */
export function withProperties(view: View, names: readonly string[] | null): View {
  if (names === null) return view;
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    // One page writes ExternalDirectoryObjectID.
    const proper = name === 'ExternalDirectoryObjectID' ? 'ExternalDirectoryObjectId' : name;
    picked[proper] = view[proper] ?? null;
  }
  return picked;
}
