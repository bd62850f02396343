import type { CredentialActivity, SignInActivity } from '../../state/directory-types';
import { viewCredentialActivity, viewSignInActivity } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS } from '../graph-errors';
import type { Route } from '../routes';
import { listSource } from '../row-source';
import { DIRECTORY_PAGES } from './directory-objects';

/**
 * When apps and credentials were last used: beta only, and only with Entra ID P1 or P2.
 * https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities?view=graph-rest-beta
 * The limits of "Identity and access reports" name their resource types, and these are not among them.
 */
export const REPORT_ROUTES: readonly Route[] = [
  {
    template: '/reports/servicePrincipalSignInActivities',
    versions: ['beta'],
    limits: 'directory',
    answer: ({ state, hasLicenseForReports }) =>
      hasLicenseForReports
        ? {
            kind: 'list',
            source: listSource<SignInActivity>({
              rows: state.signInActivities,
              type: entityType('servicePrincipalSignInActivity'),
              view: viewSignInActivity,
              pageSize: DIRECTORY_PAGES,
            }),
          }
        : { kind: 'failure', error: GRAPH_ERRORS.notPremium() },
  },
  {
    template: '/reports/appCredentialSignInActivities',
    versions: ['beta'],
    limits: 'directory',
    answer: ({ state, hasLicenseForReports }) =>
      hasLicenseForReports
        ? {
            kind: 'list',
            source: listSource<CredentialActivity>({
              rows: state.credentialActivities,
              type: entityType('appCredentialSignInActivity'),
              view: viewCredentialActivity,
              pageSize: DIRECTORY_PAGES,
            }),
          }
        : { kind: 'failure', error: GRAPH_ERRORS.notPremium() },
  },
];
