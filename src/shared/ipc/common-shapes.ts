import { z } from 'zod';
import { FINDING_IDS, SEVERITIES } from '../domain/findings/finding';
import { CAPABILITIES } from '../domain/reach/capability';

// No code generation: the content security policy forbids eval, and main and renderer validate alike.
z.config({ jitless: true });

/** A capability. */
export const capabilitySchema = z.enum(CAPABILITIES);

/** A severity. */
export const severitySchema = z.enum(SEVERITIES);

/** The kind of a finding. */
export const findingIdSchema = z.enum(FINDING_IDS);

/** How far a capability of an app goes. */
export const extentSchema = z.enum(['all', 'some', 'none', 'unknown']);

/** How an app comes to its reach, as the list of apps shows it. `restricted`: confined by an application access policy. */
export const APP_WAYS = ['entra', 'restricted', 'rbac', 'protocol', 'delegated'] as const;

/** How an app comes to its reach. */
export const appWaySchema = z.enum(APP_WAYS);

/** How one comes to a capability. */
export const pathKindSchema = z.enum(['entra', 'rbac', 'delegated', 'fullAccess', 'sendAs', 'sendOnBehalf', 'mailboxPermission', 'owner']);

/** A verdict that is not *no*. */
export const verdictSchema = z.enum(['yes', 'unknown']);

/** Capabilities with their verdicts; what is absent is *no*. */
export const verdictsSchema = z.partialRecord(capabilitySchema, verdictSchema);

/** The id of a reading: `demo`, or hexadecimal digits of the content's hash. */
export const readingIdSchema = z.string().regex(/^(demo|[0-9a-f]{16,64})$/);

/** An id of an object of the tenant. */
export const objectIdSchema = z.string().min(1).max(2000);

/** A text that the user typed to search or filter. */
export const searchTextSchema = z.string().max(200);

/** The chosen theme. */
export const themeSchema = z.enum(['system', 'light', 'dark', 'contrast']);

/** The chosen theme. */
export type Theme = z.infer<typeof themeSchema>;

/** A number of things. */
export const countSchema = z.number().int().nonnegative();

/** The state of one source, with its words. */
export const coverageStateSchema = z.enum(['complete', 'partial', 'missing']);

/** Numbers of findings by severity. */
export const severityCountsSchema = z.record(severitySchema, countSchema);
