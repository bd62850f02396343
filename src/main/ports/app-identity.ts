import type { CloudId } from '../../shared/domain/clouds/clouds';
import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';

/** A credential of an app, for one request. */
export type AppCredential =
  | { readonly kind: 'secret'; readonly text: string }
  /** Private key and certificate, PEM. */
  | { readonly kind: 'certificate'; readonly pem: string };

/** A token of an app itself. */
export interface AppToken {
  readonly token: string;
  /** Milliseconds since 1970, by the tenant's clock. */
  readonly expiresAt: number;
  /** Application permissions in it. */
  readonly roles: readonly string[];
}

/** Sign-in as an app, by client credentials. Nothing is kept: each asking brings a new token. */
export interface AppIdentityPort {
  token(
    app: { readonly cloud: CloudId; readonly tenantId: string; readonly appId: string; readonly credential: AppCredential },
    signal: AbortSignal,
  ): Promise<Result<AppToken, Failure>>;
}

/** Calls Microsoft Graph with the token of an app. Only `GET`, and `POST …/sendMail` where the test asks for it. */
export interface AppCallsPort {
  call(
    call: {
      readonly cloud: CloudId;
      readonly token: string;
      readonly method: 'GET' | 'POST';
      readonly path: string;
      readonly body: string | null;
    },
    signal: AbortSignal,
  ): Promise<
    | { readonly kind: 'answer'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
    | { readonly kind: 'unreachable'; readonly message: string }
    | { readonly kind: 'cancelled' }
  >;
}
