import { DIRECTORY, type CmdletError } from './cmdlet-errors';

const TASKS = 'Microsoft.Exchange.Configuration.Tasks';
const DATA = 'Microsoft.Exchange.Data';

/** Exchange Online puts a code and the type of the exception before the sentence. */
function exchangeError(code: string, type: string, sentence: string, category = 'NotSpecified'): CmdletError {
  return { category, id: type.split('.').at(-1) ?? type, message: `${code}|${type}|${sentence}` };
}

/** The errors of cmdlets that change something. Where no page gives the words, they say what the page says is not possible. */
export const CHANGE_ERRORS = {
  alreadyExists: (object: string): CmdletError =>
    exchangeError(
      'Ex2C8A1F',
      `${DATA}.Directory.ADObjectAlreadyExistsException`,
      `Active Directory operation failed on ${DIRECTORY}. The object 'CN=${object}' already exists.`,
    ),
  addressInUse: (address: string, holder: string): CmdletError =>
    exchangeError(
      'Ex91F4B0',
      `${DATA}.Directory.Recipient.ProxyAddressExistsException`,
      `The proxy address "SMTP:${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${holder}". Please choose another proxy address.`,
    ),
  tooLong: (property: string, most: number, length: number): CmdletError =>
    exchangeError(
      'ExD15A3C',
      `${DATA}.DataValidationException`,
      `Property Name: ${property}. The length of the property is too long. The maximum length is ${most} and the length of the value provided is ${length}.`,
      'InvalidArgument',
    ),
  invalidValue: (property: string, value: string, why: string): CmdletError =>
    exchangeError(
      'ExB90E6D',
      `${DATA}.DataValidationException`,
      `The value "${value}" of ${property} is invalid. ${why}`,
      'InvalidArgument',
    ),
  foreignDomain: (domain: string): CmdletError =>
    exchangeError(
      'ExA3F1D9',
      `${DATA}.Directory.Recipient.NotAcceptedDomainException`,
      `You can't use the domain because it's not an accepted domain for your organization: "${domain}".`,
      'InvalidArgument',
    ),
  alreadyMember: (member: string, group: string): CmdletError =>
    exchangeError(
      'Ex5DF6A7',
      `${TASKS}.MemberAlreadyExistsException`,
      `The recipient "${member}" is already a member of the group "${group}".`,
    ),
  notMember: (member: string, group: string): CmdletError =>
    exchangeError('Ex1FA94D', `${TASKS}.MemberNotFoundException`, `The recipient "${member}" isn't a member of the group "${group}".`),
  cannotBeMember: (member: string, group: string, type: string): CmdletError =>
    exchangeError(
      'Ex7E0C44',
      `${TASKS}.RecipientTaskException`,
      `The recipient "${member}" of type ${type} can't be a member of the group "${group}".`,
      'InvalidArgument',
    ),
  notManager: (): CmdletError =>
    exchangeError(
      'Ex9D8C31',
      `${TASKS}.OperationRequiresGroupManagerException`,
      "You don't have sufficient permissions. This operation can only be performed by a manager of the group.",
      'InvalidOperation',
    ),
  notPossible: (why: string): CmdletError => exchangeError('Ex40B7E2', `${TASKS}.RecipientTaskException`, why, 'InvalidOperation'),
  inUse: (object: string, by: readonly string[]): CmdletError =>
    exchangeError(
      'Ex86C0D5',
      `${TASKS}.ManagementObjectInUseException`,
      `"${object}" can't be removed because it's associated with one or more management role assignments: ${by.join(', ')}.`,
      'InvalidOperation',
    ),
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#description */
  noSpaceForPolicies: (): CmdletError =>
    exchangeError(
      'Ex3E19C8',
      `${TASKS}.AppAccessPolicyException`,
      'The total size of App Access Policies exceeded the limit.',
      'LimitsExceeded',
    ),
  /** https://learn.microsoft.com/powershell/module/exchangepowershell/new-applicationaccesspolicy#-policyscopegroupid */
  noSecurityPrincipal: (object: string, type: string): CmdletError =>
    exchangeError(
      'Ex6B24FA',
      `${TASKS}.AppAccessPolicyException`,
      `"${object}" is a ${type} and no security principal. PolicyScopeGroupId takes a mail-enabled security group, a user mailbox or a mail user.`,
      'InvalidArgument',
    ),
} as const;
