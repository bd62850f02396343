import { describe, expect, it } from 'vitest';
import { isListedLink } from '../../../../../src/main/services/external-links';
import { CLOUD_IDS } from '../../../../../src/shared/domain/clouds/clouds';
import { LICENCE_PAGE, portalLinks } from '../../../../../src/shared/domain/readiness/portal-links';

describe('pages of the portals', () => {
  it.each(CLOUD_IDS)('of the cloud %s may be opened', (cloud) => {
    const { activateRole, directoryRoles, exchangeRoles, registrationPermissions, enterpriseApplications } = portalLinks(cloud);
    const links = [activateRole, directoryRoles, exchangeRoles, registrationPermissions('a'), enterpriseApplications, LICENCE_PAGE];
    expect(links.filter((link) => !isListedLink(link))).toEqual([]);
  });

  it('keep what a client id holds inside of its place', () => {
    expect(portalLinks('global').registrationPermissions('x/../y?z#')).toMatch(/\/appId\/x%2F\.\.%2Fy%3Fz%23$/);
  });
});
