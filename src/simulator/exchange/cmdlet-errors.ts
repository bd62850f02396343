/** An error of a cmdlet, as an ErrorRecord shows it. */
export interface CmdletError {
  readonly category: string;
  /** What PowerShell calls FullyQualifiedErrorId. */
  readonly id: string;
  readonly message: string;
}

/** What worked, or an error of a cmdlet. */
export type CmdletOutcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CmdletError };

/** What worked. */
export function gave<T>(value: T): CmdletOutcome<T> {
  return { ok: true, value };
}

/** What did not. */
export function refused(error: CmdletError): { readonly ok: false; readonly error: CmdletError } {
  return { ok: false, error };
}

/** The server that a directory of Exchange Online names in its errors. */
export const DIRECTORY = 'LO2P265A04DC003.GBRP265A004.PROD.OUTLOOK.COM';

/** The errors of cmdlets, in the words of PowerShell and of Exchange Online. */
export const CMDLET_ERRORS = {
  /** Exchange leaves out what nobody's role allows: a missing role looks like a missing command. */
  unknownCmdlet: (name: string): CmdletError => ({
    category: 'ObjectNotFound',
    id: 'CommandNotFoundException',
    message: `The term '${name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
  }),
  /** The Get-EXO… cmdlets are part of the module, so they are always there; what they call is refused. */
  notAllowed: (name: string): CmdletError => {
    const called = name.replace('-EXO', '-');
    const inner = { error: { code: 'Unauthorized', message: `User is not allowed to call ${called}` } };
    return {
      category: 'ProtocolError',
      id: `Unauthorized,Microsoft.Exchange.Management.RestApiClient.${name.replace('Get-EXO', 'GetExo')}`,
      message: `Error while querying REST service. HttpStatusCode=401 ErrorMessage=${JSON.stringify(inner)}`,
    };
  },
  unknownParameter: (name: string, parameter: string): CmdletError => ({
    category: 'InvalidArgument',
    id: `NamedParameterNotFound,${name}`,
    message: `A parameter cannot be found that matches parameter name '${parameter}'.`,
  }),
  ambiguousSet: (name: string): CmdletError => ({
    category: 'InvalidArgument',
    id: `AmbiguousParameterSet,${name}`,
    message:
      'Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.',
  }),
  missingMandatory: (name: string, parameters: readonly string[]): CmdletError => ({
    category: 'InvalidArgument',
    id: `MissingMandatoryParameter,${name}`,
    message: `Cannot process command because of one or more missing mandatory parameters: ${parameters.join(' ')}.`,
  }),
  wrongType: (name: string, parameter: string, value: unknown, type: string): CmdletError => ({
    category: 'InvalidData',
    id: `ParameterArgumentTransformationError,${name}`,
    message: `Cannot process argument transformation on parameter '${parameter}'. Cannot convert value "${String(value)}" to type "${type}".`,
  }),
  wrongName: (name: string, parameter: string, value: string, known: readonly string[]): CmdletError => ({
    category: 'InvalidArgument',
    id: `CannotConvertArgumentNoMessage,${name}`,
    message: `Cannot bind parameter '${parameter}'. Unable to match the identifier name ${value} to a valid enumerator name. Specify one of the following enumerator names and try again: ${known.join(', ')}`,
  }),
  unknownProperty: (name: string, property: string): CmdletError => ({
    category: 'ProtocolError',
    id: `BadRequest,Microsoft.Exchange.Management.RestApiClient.${name.replace('Get-EXO', 'GetExo')}`,
    message: `Error while querying REST service. HttpStatusCode=400 ErrorMessage={"error":{"code":"BadRequest","message":"The query specified in the URI is not valid. Could not find a property named '${property}'."}}`,
  }),
  notFound: (object: string): CmdletError => ({
    category: 'ObjectNotFound',
    id: 'ManagementObjectNotFoundException',
    message: `Ex6F9304|Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException|The operation couldn't be performed because object '${object}' couldn't be found on '${DIRECTORY}'.`,
  }),
  severalFound: (object: string): CmdletError => ({
    category: 'InvalidData',
    id: 'ManagementObjectAmbiguousException',
    message: `Ex7E42C5|Microsoft.Exchange.Configuration.Tasks.ManagementObjectAmbiguousException|The operation couldn't be performed because '${object}' matches multiple entries.`,
  }),
  mailboxNeeded: (name: string): CmdletError => ({
    category: 'InvalidArgument',
    id: `MissingMandatoryParameter,${name}`,
    message:
      'Please provide one of the parameters Identity, ExternalDirectoryObjectId, PrimarySmtpAddress or UserPrincipalName: permissions are read one mailbox at a time.',
  }),
  invalidFilter: (filter: string): CmdletError => ({
    category: 'InvalidArgument',
    id: 'ParsingNonFilterablePropertyException',
    message: `Invalid filter syntax, or a property that cannot be filtered: "${filter}". For a description of the filter parameter syntax see the command help.`,
  }),
  /** A cmdlet that pauses until somebody confirms, where nobody can. */
  cannotAsk: (name: string): CmdletError => ({
    category: 'InvalidOperation',
    id: `InvalidOperation,${name}`,
    message: `Cannot ask whether ${name} shall go on. PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.`,
  }),
  notSimulated: (name: string, parameter: string): CmdletError => ({
    category: 'NotImplemented',
    id: 'NotSimulated',
    message: `${name} has the parameter ${parameter}, but the simulated tenant does not know what it does.`,
  }),
} as const;
