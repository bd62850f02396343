import type { GraphError } from '../graph-errors';

/** The errors of requests that change something, in the words of the real ones. */
export const WRITE_ERRORS = {
  noContentType: () => bad('BadRequest', 'Write requests (excluding DELETE) must contain the Content-Type header declaration.'),
  noBody: () => bad('BadRequest', 'Empty Payload. JSON content expected.'),
  notAnObject: () =>
    bad('BadRequest', 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.'),
  unknownProperty: (property: string, type: string) =>
    bad(
      'Request_BadRequest',
      `The property '${property}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.`,
    ),
  readOnly: (property: string) => bad('Request_BadRequest', `Property '${property}' is read-only and cannot be set.`),
  wrongType: (property: string, wanted: string) =>
    bad('Request_BadRequest', `Cannot convert the value of property '${property}' to the expected type '${wanted}'.`),
  invalidValue: (property: string) => bad('Request_BadRequest', `Invalid value specified for property '${property}' of resource.`),
  tooLong: (property: string, most: number) =>
    bad('Request_BadRequest', `The value of property '${property}' is longer than the ${most} characters that are allowed.`),
  required: (property: string, type: string) =>
    bad('Request_BadRequest', `A value is required for property '${property}' of resource '${title(type)}'.`),
  nothingToChange: () => bad('Request_BadRequest', 'The request contains no property to update.'),
  /** Honest about the simulator itself: what it does not hold, it does not swallow. */
  notSimulated: (property: string): GraphError => ({
    status: 501,
    code: 'NotImplemented',
    message: `The simulated tenant does not hold the property '${property}'.`,
  }),
  badReference: () =>
    bad('Request_BadRequest', 'The @odata.id of the reference is missing or is no address of an object of the directory.'),
  alreadyLinked: (property: string) =>
    bad('Request_BadRequest', `One or more added object references already exist for the following modified properties: '${property}'.`),
  wrongMember: (property: string) => bad('Request_BadRequest', `The object that is referenced cannot be added to '${property}'.`),
  mailEnabledGroup: () => bad('Request_BadRequest', 'Cannot Update a mail-enabled security groups and or distribution list.'),
  dynamicGroup: () => bad('Request_BadRequest', 'The membership of a group whose members a rule decides cannot be changed.'),
  lastOwner: () => bad('Request_BadRequest', 'The group must have at least one owner, hence this owner cannot be removed.'),
  mailGroupNotWritable: () =>
    bad(
      'Request_BadRequest',
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
    ),
  taken: (property: string): GraphError => ({
    status: 400,
    code: 'Request_BadRequest',
    message: `Another object with the same value for property ${property} already exists.`,
  }),
  principalThere: (appId: string): GraphError => ({
    status: 409,
    code: 'Request_MultipleObjectsWithSameKeyValue',
    message: `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
  }),
  noApplication: (appId: string) =>
    bad('Request_BadRequest', `The appId '${appId}' of the service principal does not reference a valid application object.`),
  permissionThere: () => bad('Request_BadRequest', 'Permission being assigned already exists on the object'),
  permissionUnknown: () => bad('Request_BadRequest', 'Permission being assigned was not found on application'),
  permissionNotForThis: () => bad('Request_BadRequest', 'Permission being assigned is not for this kind of principal.'),
  mismatch: (property: string) =>
    bad('Request_BadRequest', `The value of '${property}' is not that of the object in the request's address.`),
  grantThere: (): GraphError => ({
    status: 409,
    code: 'Request_MultipleObjectsWithSameKeyValue',
    message: 'Permission entry already exists.',
  }),
  grantNeedsPrincipal: () => bad('Request_BadRequest', "A value is required for 'principalId' when 'consentType' is 'Principal'."),
  grantForAll: () => bad('Request_BadRequest', "'principalId' must be null when 'consentType' is 'AllPrincipals'."),
  noPassword: () => bad('Request_BadRequest', 'No password credential found with keyId.'),
  noKey: () => bad('Request_BadRequest', 'No key credential found with keyId.'),
  credentialTimes: () => bad('Request_BadRequest', 'The end of a credential has to be later than its start, and must not have passed.'),
  keyInvalid: () => bad('Request_BadRequest', 'Key credential value is no X.509 certificate in base64 encoded DER.'),
  keyStart: () => bad('KeyCredentialsInvalidStartDate', 'Key credential start date is invalid.'),
  keyEnd: () => bad('KeyCredentialsInvalidEndDate', 'Key credential end date is invalid.'),
  keyThere: () => bad('Request_BadRequest', 'There is a key credential with this keyId or this certificate already.'),
  keyChanged: () => bad('Request_BadRequest', 'Update to existing credential with KeyId is not allowed.'),
  proof: (): GraphError => ({
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'The proof of possession is missing, expired, or not signed with a valid key of the object.',
  }),
  // https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
  credentialType: (policyId: string) =>
    bad('CredentialTypeNotAllowedAsPerAppPolicy', `Credential type not allowed as per assigned policy '${policyId}'.`),
  credentialLifetime: (policyId: string) =>
    bad(
      'CredentialInvalidLifetimeAsPerAppPolicy',
      `Credential lifetime exceeds the max value allowed as per assigned policy '${policyId}'.`,
    ),
  noRecipients: (): GraphError => ({
    status: 400,
    code: 'ErrorInvalidRecipients',
    message: 'At least one recipient is not valid., Recipient(s) is/are not resolved.',
  }),
  cannotSendAs: (): GraphError => ({
    status: 403,
    code: 'ErrorSendAsDenied',
    message:
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
  }),
} as const;

function bad(code: string, message: string): GraphError {
  return { status: 400, code, message };
}

function title(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
