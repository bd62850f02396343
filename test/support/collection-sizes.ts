/** How much there is of everything in a generated collection. */
export interface CollectionSize {
  readonly mailboxes: number;
  readonly servicePrincipals: number;
  readonly permissions: number;
  readonly memberships: number;
  readonly groups: number;
  readonly units: number;
  readonly scopedApps: number;
}

/** The sizes that are measured: a small company, a middling one, and one that is larger than most. */
export const COLLECTION_SIZES = {
  small: { mailboxes: 60, servicePrincipals: 60, permissions: 240, memberships: 200, groups: 12, units: 2, scopedApps: 12 },
  medium: { mailboxes: 2_000, servicePrincipals: 1_500, permissions: 10_000, memberships: 8_000, groups: 200, units: 10, scopedApps: 60 },
  large: {
    mailboxes: 50_000,
    servicePrincipals: 110_000,
    permissions: 250_000,
    memberships: 200_000,
    groups: 4_000,
    units: 60,
    scopedApps: 300,
  },
} as const satisfies Readonly<Record<string, CollectionSize>>;

/** The name of a measured size. */
export type SizeName = keyof typeof COLLECTION_SIZES;
