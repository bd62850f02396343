/** The registration of this product in the demo tenant, where it is known beforehand: nobody has to enter it. */
export const DEMO_CLIENT = {
  cloud: 'demo',
  clientId: '6f1c3a52-9d47-4b8e-a2c6-0e5d7b941f38',
  tenant: 'aldermoor.onmicrosoft.com',
} as const;
