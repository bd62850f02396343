import { err, ok, type Result } from '../result';
import type { GraphItem } from '../collection/collection.schema';
import { keyOf } from '../collection/text-key';
import { pathPart, shown } from './display-text';
import { graphLook } from './look';
import type { Look } from './plan.schema';
import type { PlanProblem } from './questions.schema';
import { because, findApp, type PlanApp, type Sight } from './subjects';
import { literal } from './template';

/** An app whose registration is in this tenant: there its credentials, owners and addresses are changed. */
export interface RegisteredApp extends PlanApp {
  readonly application: GraphItem<'applications'>;
  /** The object id of the registration. */
  readonly applicationId: string;
}

/** An app with its registration. An app of another organization has none here. */
export function findRegisteredApp(sight: Sight, text: string): Result<RegisteredApp, PlanProblem> {
  const app = findApp(sight, text);
  if (!app.ok) return app;
  const { application, servicePrincipal } = app.value.entry;
  const applicationId = keyOf(application?.id);
  if (application && applicationId !== '') return ok({ ...app.value, application, applicationId });
  const home = keyOf(servicePrincipal?.appOwnerOrganizationId);
  const elsewhere = home !== '' && home !== keyOf(sight.reading.collection.tenant.id);
  const name = shown(app.value.name);
  return err({
    question: 'subject',
    message: elsewhere
      ? `${name} is registered in another organization, and only that organization can change its registration.`
      : `The reading does not hold the registration of ${name}${because(sight.reading, 'graph.applications')}.`,
  });
}

/** The address of a registration. */
export function applicationPath(app: RegisteredApp): string {
  return `/v1.0/applications/${pathPart(app.applicationId)}`;
}

/** The registration is the one that was read. */
export function registrationIsThere(app: RegisteredApp): Look {
  return graphLook(`${applicationPath(app)}?$select=id,appId`, {
    where: { id: literal(app.applicationId), appId: literal(app.appId) },
    says: `The registration of ${shown(app.name)} is the one that was read.`,
  });
}
