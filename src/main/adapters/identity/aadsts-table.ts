import type { ErrorCode } from '../../../shared/ipc/error-codes';

/** What a number of the sign-in service means for whoever uses the app; `message` where the code's own sentence is not precise enough. */
export interface RefusalRule {
  readonly code: ErrorCode;
  readonly message?: string;
}

const ANOTHER_TENANT = 'A restriction between the organisations does not let this account into that tenant.';

/**
 * The numbers, by what they mean here. https://learn.microsoft.com/entra/identity-platform/reference-error-codes says what each is,
 * and that they may change: an unknown one is told by its OAuth word.
 */
const RULES: readonly (readonly [rule: RefusalRule, numbers: readonly number[]])[] = [
  // Consent
  [{ code: 'consent-refused' }, [65004]],
  [{ code: 'admin-approval-needed' }, [90094, 90095, 90093]],
  [{ code: 'admin-approval-needed', message: 'The customer has not approved this application for partners yet.' }, [90099]],
  [{ code: 'consent-needed' }, [65001, 90008]],
  // The client does not list the API, or is Microsoft's own and may not call it.
  [{ code: 'exchange-client-missing' }, [65002, 65005, 650056, 650057]],
  [{ code: 'sign-in-failed', message: 'The tenant does not have the service that the permission is for.' }, [500011, 650052, 650054]],
  // The person
  [{ code: 'mfa-needed' }, [50072, 50074, 50076, 50078, 50079, 50158]],
  [{ code: 'conditional-access' }, [50005, 50097, 50127, 50129, 50131, 50155, 50187, 53000, 53001, 53002, 53003, 53004, 53010, 53011]],
  [{ code: 'conditional-access', message: ANOTHER_TENANT }, [50002, 500021, 500022, 500212, 500213]],
  [{ code: 'account-disabled' }, [50057]],
  [
    { code: 'account-disabled', message: 'The account is locked after too many wrong passwords, or its address is under suspicion.' },
    [50053],
  ],
  [{ code: 'password-expired' }, [50055, 50132, 50133, 50135, 50144]],
  [{ code: 'password-expired', message: 'The sign-in was revoked, or the password was changed.' }, [50173]],
  [{ code: 'user-not-assigned' }, [50105]],
  [{ code: 'sign-in-needed' }, [50058, 50085, 50089, 50139, 70000, 70008, 70043, 700082, 700084, 700020]],
  // The tenant
  [{ code: 'wrong-tenant' }, [16000, 16003, 50014, 50020, 50034, 51004, 90072, 500208, 700005]],
  [{ code: 'wrong-tenant', message: 'The app registration serves one tenant only; name that tenant.' }, [50194]],
  [{ code: 'tenant-not-found' }, [50059, 50128, 90002, 90019]],
  [{ code: 'tenant-not-found', message: 'The tenant belongs to another cloud.' }, [90038, 90043, 90051, 1000104]],
  // The client
  [{ code: 'client-unknown' }, [70001, 700011, 700016, 7000229]],
  [{ code: 'client-disabled' }, [7000112, 1000031]],
  [{ code: 'redirect-refused' }, [50011, 70004, 900971]],
  [{ code: 'public-client-refused' }, [7000218]],
  // The code on another device
  [{ code: 'device-code-expired' }, [70019, 70020]],
  // The service, and the clock
  [{ code: 'service-unavailable' }, [40010, 50033, 50087, 50088, 50166, 50196, 70012, 90006, 90012, 90024, 90033, 90055, 90090, 90091]],
  [{ code: 'clock-skew' }, [500133, 700024, 80013]],
];

/** What each number means here. */
export const AADSTS_RULES: ReadonlyMap<number, RefusalRule> = new Map(
  RULES.flatMap(([rule, numbers]) => numbers.map((number) => [number, rule] as const)),
);

/** What the answer's `suberror` says. https://learn.microsoft.com/entra/msal/dotnet/advanced/exceptions/msal-error-handling#handling-msaluirequiredexception */
export const SUBERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  basic_action: 'mfa-needed',
  additional_action: 'conditional-access',
  message_only: 'conditional-access',
  protection_policy_required: 'conditional-access',
  consent_required: 'consent-needed',
  user_password_expired: 'password-expired',
  bad_token: 'sign-in-needed',
  token_expired: 'sign-in-needed',
};

/**
 * OAuth's words, and those of the library. https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 · section-5.2 ·
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#expected-errors
 */
export const OAUTH_CODES: Readonly<Record<string, ErrorCode>> = {
  access_denied: 'consent-refused',
  authorization_declined: 'consent-refused',
  consent_required: 'consent-needed',
  interaction_required: 'sign-in-needed',
  login_required: 'sign-in-needed',
  invalid_grant: 'sign-in-needed',
  no_tokens_found: 'sign-in-needed',
  no_account_found: 'sign-in-needed',
  refresh_token_expired: 'sign-in-needed',
  bad_token: 'sign-in-needed',
  expired_token: 'device-code-expired',
  code_expired: 'device-code-expired',
  device_code_expired: 'device-code-expired',
  bad_verification_code: 'device-code-expired',
  unauthorized_client: 'client-unknown',
  invalid_client: 'public-client-refused',
  temporarily_unavailable: 'service-unavailable',
  server_error: 'service-unavailable',
  device_code_polling_cancelled: 'cancelled',
};
