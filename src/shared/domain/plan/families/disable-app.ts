import { keyOf } from '../../collection/text-key';
import { isMicrosoftTenant, resourceOf } from '../../reach/permissions/resources';
import { err } from '../../result';
import { enterpriseAppIsThere } from '../access/grant-steps';
import { pathPart, shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext, PlanFamilyDefinition } from '../family';
import { graphLook } from '../look';
import { information, planOf } from '../plan-of';
import { RIGHTS } from '../required-rights';
import { graphChange, stepOf, undoBy } from '../steps';
import { findApp, textAnswer, type PlanApp } from '../subjects';
import { literal } from '../template';

/** Disables an enterprise application: https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal */
export const disableApp: PlanFamilyDefinition = {
  id: 'disable-app',
  action: 'Disable…',
  purpose: 'Keeps the app from signing in, by itself and for anybody. Its grants stay, and it can be enabled again at once.',
  subjects: ['app'],
  appliesTo: (context, subject) => {
    const app = findApp(context, subject.id);
    if (!app.ok) return app.error.message;
    return refusal(context, app.value);
  },
  questions: (_context, subjectId) =>
    subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text', required: true }] : [],
  build: (context, answers) => {
    const found = findApp(context, textAnswer(answers, 'subject'));
    if (!found.ok) return err([found.error]);
    const app = found.value;
    const name = shown(app.name);
    const refused = refusal(context, app);
    if (refused !== null) return err([{ question: 'subject', message: refused }]);
    const path = `/v1.0/servicePrincipals/${pathPart(app.objectId)}`;
    return planOf(context, {
      family: 'disable-app',
      title: `Disable ${name}`,
      sentence: `${name} can no longer sign in to this organization, by itself or for anybody, until it is enabled again.`,
      subject: { kind: 'app', id: app.appId, name: app.name },
      basis: [enterpriseAppIsThere(app)],
      notes: [
        information(
          `${name} keeps its grants. Whoever enables it again gives it everything back; remove the grants when it is not coming back.`,
        ),
        information('Tokens that were issued before go on working for up to an hour and a half.'),
      ],
      steps: [
        stepOf({
          id: 'disable-app',
          title: `Disable ${name}`,
          why: 'No new token is issued to it from then on. If somebody misses it, one click brings it back.',
          requires: RIGHTS.changeApps,
          change: graphChange('PATCH', path, { accountEnabled: false }),
          verification: [enabledLook(app, false)],
          undo: undoBy(graphChange('PATCH', path, { accountEnabled: true }), [enabledLook(app, true)], `Enables ${name} again.`),
          settles: 'grant-removed',
          destructive: true,
          confirm: `${name} stops working for everybody in this organization.`,
          effects: [changed('graph.servicePrincipals', { id: literal(app.objectId) }, { accountEnabled: false })],
        }),
      ],
    });
  },
};

function enabledLook(app: PlanApp, enabled: boolean) {
  return graphLook(`/v1.0/servicePrincipals/${pathPart(app.objectId)}?$select=id,accountEnabled`, {
    where: { id: literal(app.objectId), accountEnabled: enabled },
    says: `${shown(app.name)} is ${enabled ? 'enabled' : 'disabled'}.`,
  });
}

/** Why an app is not to be disabled; null where it may be. Others sign in to Microsoft's own apps: disabling one stops them all. */
function refusal({ reading }: Pick<PlanContext, 'reading'>, app: PlanApp): string | null {
  const name = shown(app.name);
  if (app.entry.enabled === false) return `${name} is disabled already.`;
  if (resourceOf(app.appId) === null && !isMicrosoftTenant(reading.servicePrincipals.get(keyOf(app.objectId))?.appOwnerOrganizationId))
    return null;
  return `${name} is an app of Microsoft’s own: other apps and people depend on it. Take grants away instead.`;
}
