import type { TenantState } from '../state/tenant-state';

/** Somebody who can sign in at the simulated sign-in page. */
export interface DemoSignIn {
  readonly userPrincipalName: string;
  readonly password: string;
  readonly roles: readonly string[];
  /** What a sign-in has to tell apart; left out: an administrator. */
  readonly kind?: 'eligible' | 'user' | 'guest' | 'disabled';
  /** Roles that still have to be activated. */
  readonly eligibleRoles?: readonly string[];
  /** What a guest types at the sign-in page: the address at home. */
  readonly signInName?: string;
}

/** A public client that people sign in to: it has no secret. */
export interface DemoClient {
  readonly appId: string;
  readonly displayName: string;
}

/** An app that somebody is meant to use, with its secret. */
export interface DemoApp {
  readonly appId: string;
  readonly displayName: string;
  readonly secret: string;
}

/** The made-up administrator as whom the demo changes its tenant, and the client that signs in with name and password. */
export interface DemoOperator {
  readonly userPrincipalName: string;
  readonly password: string;
  readonly clientId: string;
}

/** A tenant, and what one needs to get in: told once, kept nowhere. */
export interface MadeTenant {
  readonly state: TenantState;
  readonly users: readonly DemoSignIn[];
  readonly apps: readonly DemoApp[];
  /** Public clients that people can sign in to. */
  readonly clients?: readonly DemoClient[];
}

/** "Microsoft Graph Command Line Tools", which every tenant has without a registration. */
export const QUICK_CLIENT: DemoClient = {
  appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
  displayName: 'Microsoft Graph Command Line Tools',
};
