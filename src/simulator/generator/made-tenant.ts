import type { TenantState } from '../state/tenant-state';

/** Somebody who can sign in at the simulated sign-in page. */
export interface DemoSignIn {
  readonly userPrincipalName: string;
  readonly password: string;
  readonly roles: readonly string[];
}

/** An app that somebody is meant to use, with its secret. */
export interface DemoApp {
  readonly appId: string;
  readonly displayName: string;
  readonly secret: string;
}

/** A tenant, and what one needs to get in: told once, kept nowhere. */
export interface MadeTenant {
  readonly state: TenantState;
  readonly users: readonly DemoSignIn[];
  readonly apps: readonly DemoApp[];
}
