import { z } from 'zod';
import { CLOUD_IDS } from '../domain/clouds/clouds';
import { FEATURE_IDS } from '../domain/readiness/features';

/** One cloud. */
export const cloudIdSchema = z.enum(CLOUD_IDS);

/** One feature that needs permissions. */
export const featureIdSchema = z.enum(FEATURE_IDS);

/** The id of an account on this machine: sixteen hexadecimal digits, made from cloud, tenant and account. */
export const accountIdSchema = z.string().regex(/^[0-9a-f]{16}$/);

/** The application a person signs in to. `own`: the organisation's registration, `quick`: Microsoft's public client. */
export const clientKindSchema = z.enum(['own', 'quick']);

/** An account that was signed in. */
export const accountSchema = z.object({
  id: accountIdSchema,
  cloud: cloudIdSchema,
  tenantId: z.string(),
  tenantName: z.string().nullable(),
  username: z.string(),
  displayName: z.string().nullable(),
  /** Signed in to a tenant that is not the account's own: as a guest, or for a customer. */
  guest: z.boolean(),
  /** A customer's tenant, reached by a partner's account: the customer's domain or id. */
  customer: z.string().nullable(),
  client: clientKindSchema,
  clientId: z.string(),
  /** `signInNeeded`: what was kept is no longer accepted. */
  state: z.enum(['ready', 'signInNeeded']),
  /** Permissions in the last token of Microsoft Graph; empty where none was asked for yet. */
  scopes: z.array(z.string()),
  signedInAt: z.string(),
});

/** An account that was signed in. */
export type Account = z.infer<typeof accountSchema>;

/** How somebody wishes to sign in. */
export const signInSchema = z.object({
  cloud: cloudIdSchema,
  /** Id or domain of a tenant; null for the account's own. */
  tenant: z.string().trim().min(1).max(253).nullable(),
  /** The tenant is a customer's, and the account a partner's. */
  asPartner: z.boolean(),
  loginHint: z.string().trim().min(1).max(320).nullable(),
  client: clientKindSchema,
  method: z.enum(['browser', 'deviceCode']),
});

/** How somebody wishes to sign in. */
export type SignInWish = z.infer<typeof signInSchema>;

/** Why secrets are not kept beyond the end of the app; `ready`: they are. */
export const vaultStateSchema = z.object({
  state: z.enum(['ready', 'absent', 'locked', 'silent', 'denied', 'demo']),
  /** One sentence, and what to do; null when ready. */
  message: z.string().nullable(),
  next: z.string().nullable(),
});

/** Whether secrets can be kept. */
export type VaultState = z.infer<typeof vaultStateSchema>;

/** The organisation's own registration in a cloud. */
export const ownClientSchema = z.object({
  cloud: cloudIdSchema,
  clientId: z.guid(),
  /** The tenant it was registered in; null where it serves several. */
  tenant: z.string().trim().min(1).max(253).nullable(),
});

/** The organisation's own registration in a cloud. */
export type OwnClient = z.infer<typeof ownClientSchema>;

/** Everything that the page knows of accounts. */
export const accountsStateSchema = z.object({
  accounts: z.array(accountSchema).max(200),
  /** Whether accounts of real clouds can sign in; otherwise why not. */
  signInRefused: z.string().nullable(),
  vault: vaultStateSchema,
});

/** Everything that the page knows of accounts. */
export type AccountsState = z.infer<typeof accountsStateSchema>;

/** How far a sign-in is. Sent with the id of its request. */
export const signInProgressSchema = z.object({
  requestId: z.string(),
  stage: z.enum(['opening', 'waiting', 'finishing']),
  /** The address that was opened, to be copied into another browser; null with a device code. */
  address: z.string().nullable(),
  deviceCode: z.object({ userCode: z.string(), address: z.string(), expiresAt: z.string() }).nullable(),
});

/** How far a sign-in is. */
export type SignInProgress = z.infer<typeof signInProgressSchema>;
