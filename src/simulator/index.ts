export { createSimulatedTenant, type TenantPlan, type TenantSize } from './generator/create-tenant';
export type { DemoApp, DemoClient, DemoOperator, DemoSignIn, MadeTenant } from './generator/made-tenant';
export { dumpCollection, type DumpOptions } from './dump/dump-collection';
export { createSimulatedClock, DEFAULT_START, type SimulatedClock } from './state/clock';
export { startSimulator, type RunningSimulator, type SimulatorOptions } from './server/start-simulator';
