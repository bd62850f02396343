import type { GraphItem } from '../collection/collection.schema';
import { keyOf } from '../collection/text-key';
import { DOCUMENTS } from './documents';
import type { FindingContext } from './finding-context';
import { FamilyReport, type FamilyResult } from './finding-family';
import { gapsOf, hasDelegatedReach } from './reach-judgement';
import { appSubject, evidence } from './wording';

/** Apps with delegated mail scopes whose redirect addresses let a sign-in be intercepted. */
export function findRedirects(context: FindingContext): FamilyResult {
  const report = new FamilyReport();
  const { reading, engine } = context;
  const withScopes = new Set(engine.apps.filter(hasDelegatedReach).map((app) => app.appId));
  const grants = gapsOf(reading, ['graph.oauth2PermissionGrants']);
  let unknown = 0;
  for (const application of reading.collection.graph.applications ?? []) {
    const insecure = redirectsOf(application).filter(isInsecureRedirect);
    if (insecure.length === 0) continue;
    const appId = keyOf(application.appId);
    if (!withScopes.has(appId)) {
      unknown += 1;
      continue;
    }
    if (report.has('redirect-insecure', appId)) continue;
    const name = context.appName(appId);
    report.add({
      id: 'redirect-insecure',
      severity: 'medium',
      subject: appSubject({ appId, name }),
      title: `${name} sends sign-ins to an address that is not safe`,
      risk: 'Codes and tokens that open mailboxes can be intercepted on the way, or be sent to an address that somebody else controls.',
      evidence: insecure.map((address) =>
        evidence(`${address} ${address.includes('*') ? 'has a wildcard' : 'is not encrypted'}.`, [keyOf(application.id)]),
      ),
      remedy: 'Replace these redirect URIs by exact https addresses, after checking with the owner which ones are used.',
      source: DOCUMENTS.redirectAddresses,
    });
  }
  report.skip('redirect-insecure', grants, unknown);
  const missing = gapsOf(reading, ['graph.applications']);
  const home = keyOf(reading.collection.tenant.id);
  const unseen = engine.apps.filter(
    (app) => withScopes.has(app.appId) && !app.application && keyOf(app.servicePrincipal?.appOwnerOrganizationId) === home,
  );
  report.skip('redirect-insecure', missing, unseen.length);
  return report;
}

function redirectsOf(application: GraphItem<'applications'>): readonly string[] {
  return [application.web, application.spa, application.publicClient].flatMap((platform) => platform?.redirectUris ?? []);
}

/**
 * Whether a redirect address is open to interception: http to another machine, or a wildcard.
 * https://learn.microsoft.com/entra/identity-platform/reply-url
 */
export function isInsecureRedirect(address: string): boolean {
  const text = keyOf(address);
  if (text.includes('*')) return true;
  const host = /^http:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#]*)/.exec(text)?.[1];
  return host !== undefined && !isThisMachine(host);
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
