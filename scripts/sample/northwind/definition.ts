import type { ExchangePermission, GraphPermission } from '../../../test/support/permission-ids';

/** A client secret: what it is for, from when, until when (dates, UTC midnight). */
export interface SecretDefinition {
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** One app of the sample, as one would describe it to a colleague. */
export interface AppDefinition {
  readonly name: string;
  /** Where it is registered: here (default), at another organisation, or at Microsoft. */
  readonly home?: 'here' | 'elsewhere' | 'microsoft';
  /** A real app id, for Microsoft's own. */
  readonly appId?: string;
  readonly verifiedPublisher?: string;
  readonly disabled?: boolean;
  readonly graph?: readonly GraphPermission[];
  readonly exchange?: readonly ExchangePermission[];
  /** Grants on anything else: resource object and role, by name. */
  readonly otherGrants?: readonly { readonly resource: string; readonly role: string }[];
  /** Delegated scopes for everybody. */
  readonly delegated?: string;
  /** Delegated scopes for single users, by name. */
  readonly delegatedTo?: Readonly<Record<string, string>>;
  /** Delegated scopes on Exchange Online instead of Graph. */
  readonly delegatedExchange?: string;
  readonly owners?: readonly string[];
  readonly secrets?: readonly SecretDefinition[];
  readonly certificates?: readonly SecretDefinition[];
  readonly redirects?: readonly string[];
  /** Day of the last sign-in, where the reading has it. */
  readonly lastSignIn?: string;
  readonly federated?: { readonly name: string; readonly issuer: string; readonly subject: string };
}

/** An RBAC assignment: whose, which role, over what. */
export interface AssignmentDefinition {
  readonly app: string;
  readonly role: string;
  readonly scope:
    | { readonly kind: 'organization' }
    | { readonly kind: 'filter'; readonly name: string }
    | { readonly kind: 'group'; readonly name: string }
    | { readonly kind: 'unit'; readonly name: string }
    | { readonly kind: 'none' };
}

/** A group: who is in it, which groups are in it, and what kind it is. */
export interface GroupDefinition {
  readonly name: string;
  readonly alias: string;
  readonly kind: 'mailSecurity' | 'security' | 'microsoft365';
  readonly members?: readonly string[];
  readonly groups?: readonly string[];
  readonly rule?: string;
  readonly owner?: string;
  readonly open?: boolean;
}

/** An application access policy: for which app, which right, over which group, mailbox or mail user (by name). */
export interface PolicyDefinition {
  readonly app: string;
  readonly right: 'RestrictAccess' | 'DenyAccess' | number;
  readonly scope: string;
  readonly description: string;
  readonly broken?: boolean;
}

/** A right of somebody on a shared or user mailbox, by names or by text as the source shows it. */
export interface RightDefinition {
  readonly mailbox: string;
  readonly trustee: string;
  readonly inherited?: boolean;
  readonly deny?: boolean;
}
