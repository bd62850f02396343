import { viewOrganization } from '../../views/graph-views';
import { subscribedSkus } from '../licenses';
import type { Route } from '../routes';
import { DIRECTORY_PAGES, plainList } from './directory-objects';

/** The tenant itself: its name, its domains, what it has bought. */
export const TENANT_ROUTES: readonly Route[] = [
  tenant('/organization', ({ state }) => ({
    kind: 'list',
    source: plainList('organization', [state.singles.organization], viewOrganization),
  })),
  tenant('/domains', ({ state }) => ({
    kind: 'list',
    source: plainList('domain', state.singles.organization.verifiedDomains, (domain) => ({
      id: domain.name,
      authenticationType: domain.type,
      availabilityStatus: null,
      isAdminManaged: true,
      isDefault: domain.isDefault,
      isInitial: domain.isInitial,
      isRoot: true,
      isVerified: true,
      passwordNotificationWindowInDays: null,
      passwordValidityPeriodInDays: null,
      state: null,
      supportedServices: ['Email'],
    })),
  })),
  tenant('/subscribedSkus', ({ state }) => ({
    kind: 'list',
    source: plainList('subscribedSku', subscribedSkus(state), (sku) => sku, DIRECTORY_PAGES),
  })),
];

function tenant(template: string, answer: Route['answer']): Route {
  return { template, versions: ['v1.0'], limits: 'directory', answer };
}
