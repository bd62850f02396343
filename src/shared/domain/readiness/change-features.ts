import { FEATURE_IDS, FEATURES, type Feature, type FeatureId } from './features';

/** What the product can change in a tenant. Nothing of it is asked for before a plan is run that needs it. */
export const CHANGE_FEATURE_IDS = [
  'change-grants',
  'change-apps',
  'change-groups',
  'change-group-settings',
  'change-units',
  'change-accounts',
] as const;

/** Something that the product can change. */
export type ChangeFeatureId = (typeof CHANGE_FEATURE_IDS)[number];

/** Whatever permissions are asked for. */
export type AnyFeatureId = FeatureId | ChangeFeatureId;

/** Whatever permissions are asked for. */
export type AnyFeature = Omit<Feature, 'id'> & { readonly id: AnyFeatureId };

/**
 * Every kind of change, each with the least it takes by the tables "Permissions" of https://learn.microsoft.com/graph/api/overview.
 * They are small, so that a plan asks for nothing that it does not use.
 */
export const CHANGE_FEATURES: Readonly<Record<ChangeFeatureId, AnyFeature>> = {
  'change-grants': {
    ...changing('change-grants'),
    label: 'Change what apps were granted',
    why: 'To take permissions away from apps, and to give them back where a plan is undone.',
    graphScopes: ['AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All'],
  },
  'change-apps': {
    ...changing('change-apps'),
    label: 'Change apps',
    why: 'To rotate and remove credentials, to change owners and redirects, and to disable an app.',
    graphScopes: ['Application.ReadWrite.All'],
  },
  'change-groups': {
    ...changing('change-groups'),
    label: 'Change members of groups',
    why: 'To change which mailboxes a scope by group holds.',
    graphScopes: ['GroupMember.ReadWrite.All'],
  },
  'change-group-settings': {
    ...changing('change-group-settings'),
    label: 'Make public groups private',
    why: 'To keep people from joining a group by themselves that a scope rests on.',
    graphScopes: ['Group.ReadWrite.All'],
  },
  'change-units': {
    ...changing('change-units'),
    label: 'Change administrative units',
    why: 'To change which mailboxes a scope by administrative unit holds.',
    graphScopes: ['AdministrativeUnit.ReadWrite.All'],
  },
  'change-accounts': {
    ...changing('change-accounts'),
    label: 'Block and unblock sign-ins',
    why: 'To block the direct sign-in of a shared mailbox.',
    graphScopes: ['User.EnableDisableAccount.All'],
  },
};

/** All features: those of reading and those of changing. */
export const ALL_FEATURES: Readonly<Record<AnyFeatureId, AnyFeature>> = { ...FEATURES, ...CHANGE_FEATURES };

/** The features whose permissions are wanting: the least that covers what is needed and not granted; `unknown` is in none. */
export function featuresFor(
  needed: readonly string[],
  granted: readonly string[],
): { readonly features: readonly AnyFeatureId[]; readonly unknown: readonly string[] } {
  const missing = missingScopes(needed, granted);
  const ids: readonly AnyFeatureId[] = [...FEATURE_IDS, ...CHANGE_FEATURE_IDS];
  const features = new Set<AnyFeatureId>();
  const unknown: string[] = [];
  for (const scope of missing) {
    const feature = ids.find((id) => ALL_FEATURES[id].graphScopes.includes(scope));
    if (feature === undefined) unknown.push(scope);
    else features.add(feature);
  }
  return { features: ids.filter((id) => features.has(id)), unknown };
}

/** Which of the needed permissions nothing granted stands for. Names compare without case. */
export function missingScopes(needed: readonly string[], granted: readonly string[]): readonly string[] {
  const held = new Set(granted.map((scope) => scope.toLowerCase()));
  return [...new Set(needed)].filter((scope) => ![scope, ...wider(scope)].some((name) => held.has(name.toLowerCase())));
}

/** Permissions that hold more than one of their family. https://learn.microsoft.com/graph/permissions-reference */
function wider(scope: string): readonly string[] {
  const writing = scope.includes('.Read.') ? [scope.replace('.Read.', '.ReadWrite.')] : [];
  if (scope === 'GroupMember.ReadWrite.All') return ['Group.ReadWrite.All'];
  if (scope === 'GroupMember.Read.All') return [...writing, 'Group.Read.All', 'Group.ReadWrite.All'];
  return writing;
}

function changing(id: ChangeFeatureId): Pick<AnyFeature, 'id' | 'exchangeScopes' | 'sources'> {
  return { id, exchangeScopes: [], sources: [] };
}
