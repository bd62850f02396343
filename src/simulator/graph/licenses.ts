import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';

interface Product {
  readonly skuId: string;
  readonly partNumber: string;
  readonly plans: readonly (readonly [id: string, name: string])[];
}

const EXCHANGE_ENTERPRISE = ['efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE'] as const;
const EXCHANGE_STANDARD = ['9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD'] as const;
const PREMIUM_1 = ['41781fb2-bc02-4b7c-bd55-b576c07bb09d', 'AAD_PREMIUM'] as const;
const PREMIUM_2 = ['eec0eb4f-6444-4f95-aba0-50c24d67f998', 'AAD_PREMIUM_P2'] as const;

/** Products by SKU id, with the plans that matter here. https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
const PRODUCTS: readonly Product[] = [
  { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', partNumber: 'SPE_E3', plans: [EXCHANGE_ENTERPRISE, PREMIUM_1] },
  { skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06', partNumber: 'SPE_E5', plans: [EXCHANGE_ENTERPRISE, PREMIUM_1, PREMIUM_2] },
  { skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46', partNumber: 'SPB', plans: [EXCHANGE_STANDARD, PREMIUM_1] },
  { skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900', partNumber: 'ENTERPRISEPACK', plans: [EXCHANGE_ENTERPRISE] },
  { skuId: '078d2b04-f1bd-4111-bbd4-b4b1b354cef4', partNumber: 'AAD_PREMIUM', plans: [PREMIUM_1] },
  { skuId: '84a661c4-e949-4bd2-a560-ed7766fcaf2b', partNumber: 'AAD_PREMIUM_P2', plans: [PREMIUM_1, PREMIUM_2] },
];

/** Whether the tenant has Entra ID P1 or P2: sign-in activity is there only then. */
export function hasPremium(state: TenantState): boolean {
  for (const user of state.users)
    if (user.licenses.some((skuId) => productOf(skuId)?.plans.some(([id]) => id === PREMIUM_1[0]))) return true;
  return false;
}

/** The products that the tenant has bought, told from what its accounts have. https://learn.microsoft.com/graph/api/resources/subscribedsku */
export function subscribedSkus(state: TenantState): readonly View[] {
  const used = new Map<string, number>();
  for (const user of state.users) for (const skuId of user.licenses) used.set(skuId, (used.get(skuId) ?? 0) + 1);
  return [...used].map(([skuId, units]) => {
    const product = productOf(skuId);
    return {
      id: `${state.tenantId}_${skuId}`,
      accountId: state.tenantId,
      accountName: state.initialDomain.split('.')[0] ?? '',
      appliesTo: 'User',
      capabilityStatus: 'Enabled',
      consumedUnits: units,
      prepaidUnits: { enabled: Math.ceil(units / 10) * 10, suspended: 0, warning: 0, lockedOut: 0 },
      servicePlans: (product?.plans ?? []).map(([servicePlanId, servicePlanName]) => ({
        servicePlanId,
        servicePlanName,
        provisioningStatus: 'Success',
        appliesTo: 'User',
      })),
      skuId,
      skuPartNumber: product?.partNumber ?? 'UNKNOWN',
      subscriptionIds: [],
    };
  });
}

function productOf(skuId: string): Product | undefined {
  return PRODUCTS.find((product) => product.skuId === skuId.toLowerCase());
}
