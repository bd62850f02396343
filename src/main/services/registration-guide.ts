import { CLOUDS, type CloudId } from '../../shared/domain/clouds/clouds';
import { singleQuoted } from '../../shared/domain/powershell/single-quoted';
import { FEATURE_IDS, FEATURES } from '../../shared/domain/readiness/features';
import { EXCHANGE_SCOPES, GRAPH_SCOPES, type ScopeResource } from '../../shared/domain/readiness/scope-ids';
import { ok, type Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { Registration } from '../../shared/ipc/registration-shapes';
import type { Exported } from './export-files';
import { saveScript, type ScriptWriterParts } from './script-writer';

/** What the registration script is called. */
export const REGISTRATION_FILE = 'Register-MailscopeClient.ps1';

/** What the registration is called in the tenant. */
export const REGISTRATION_NAME = 'Mailscope';

/** The line of the template whose value depends on the cloud; everything else of it is fixed. */
const DEFAULT_ENVIRONMENT = "$Environment = 'Global'";

/** What the script calls a cloud. The simulated tenant takes the place of the global one. */
const ENVIRONMENTS: Readonly<Record<CloudId, string>> = {
  global: 'Global',
  usGovHigh: 'USGovGCCHigh',
  usGovDod: 'USGovDoD',
  china: 'China',
  demo: 'Global',
};

type Permission = Registration['permissions'][number];

/** What the service works with. */
export interface RegistrationGuideParts extends ScriptWriterParts {
  /** The template as it ships. */
  readonly readScript: () => Promise<string>;
}

/** What an organisation registers so that Mailscope signs in with a client of its own. */
export class RegistrationGuide {
  constructor(private readonly parts: RegistrationGuideParts) {}

  /** The registration, field by field as the portal names them. */
  async describe(cloud: CloudId): Promise<Result<Registration, Failure>> {
    return ok({
      name: REGISTRATION_NAME,
      audience: 'Accounts in this organizational directory only (single tenant)',
      redirectUri: 'http://localhost',
      redirectPlatform: 'Mobile and desktop applications',
      allowPublicClientFlows: true,
      permissions: [...registrationPermissions()],
      // https://learn.microsoft.com/entra/identity-platform/quickstart-register-app
      link: `${CLOUDS[cloud].portals.entra}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade/quickStartType~/null/sourceType/Microsoft_AAD_IAM`,
      script: { fileName: REGISTRATION_FILE, text: await this.text(cloud) },
    });
  }

  /** Writes the script of a cloud to a file that the user chooses. */
  async save(cloud: CloudId): Promise<Result<Exported, Failure>> {
    return saveScript(this.parts, { title: 'Save the registration script', fileName: REGISTRATION_FILE, text: await this.text(cloud) });
  }

  private async text(cloud: CloudId): Promise<string> {
    const template = await this.parts.readScript();
    const [before, after, ...more] = template.split(DEFAULT_ENVIRONMENT);
    if (before === undefined || after === undefined || more.length > 0) throw new Error('the registration template has another head');
    return `${before}$Environment = ${singleQuoted(ENVIRONMENTS[cloud])}${after}`;
  }
}

/** Every delegated permission that a feature asks for, once, with what it is for. */
export function registrationPermissions(): readonly Permission[] {
  return [...permissionsOf(GRAPH_SCOPES, 'graphScopes'), ...permissionsOf(EXCHANGE_SCOPES, 'exchangeScopes')];
}

function permissionsOf(resource: ScopeResource, kind: 'graphScopes' | 'exchangeScopes'): readonly Permission[] {
  const reasons = new Map<string, string[]>();
  for (const id of FEATURE_IDS) {
    for (const scope of FEATURES[id][kind]) reasons.set(scope, [...(reasons.get(scope) ?? []), FEATURES[id].why]);
  }
  return [...reasons].map(([permission, why]) => {
    const permissionId = resource.scopes[permission];
    if (permissionId === undefined) throw new Error(`${permission} has no id in the table`);
    return { resource: resource.name, resourceAppId: resource.appId, permission, permissionId, why: why.join(' ') };
  });
}
