/** Which simulated tenant is meant: the same wishes make the same tenant. */
export interface TenantWishes {
  readonly size: 'S' | 'M' | 'L';
  readonly seed: number | undefined;
  /** Where its clock begins, as ISO 8601. */
  readonly clock: string | undefined;
}

/** How it is served. */
export interface ServingWishes extends TenantWishes {
  readonly port: number;
  readonly faults: readonly string[];
  /** PEM texts. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}

/** A tenant that is being served: what the one line on standard output says, and how to end it. */
export interface ServedTenant {
  readonly announcement: {
    readonly url: string;
    readonly tenantId: string;
    readonly users: readonly { readonly userPrincipalName: string; readonly password: string; readonly roles: readonly string[] }[];
    readonly apps: readonly { readonly appId: string; readonly displayName: string; readonly secret: string }[];
    readonly clients: readonly { readonly appId: string; readonly displayName: string }[];
    /** Whom a demo changes the tenant as, and the client that takes name and password. */
    readonly operator: { readonly userPrincipalName: string; readonly password: string; readonly clientId: string } | null;
  };
  stop(): Promise<void>;
}

/** What the command line needs of the simulator, which knows nothing of the product. */
export interface SimulatedTenants {
  /** A complete reading of the tenant, piece by piece. */
  dump(wishes: TenantWishes): Iterable<string>;
  /** Rejects with a sentence where a fault is unknown or the port is taken. */
  serve(wishes: ServingWishes): Promise<ServedTenant>;
}
