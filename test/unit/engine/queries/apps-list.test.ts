import { describe, expect, it } from 'vitest';
import { waysOf } from '../../../../src/engine/queries/apps-list';
import { openReading } from '../../../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../../../src/shared/domain/reach/reach-engine';
import { accessPolicy, collection, graphGrant, mailbox, mailboxKey, servicePrincipal } from '../../../support/collection-builder';

describe('by which ways an app comes to its reach', () => {
  it.each([
    ['no policy', null, ['entra']],
    ['a policy that restricts', 'RestrictAccess', ['restricted']],
    ['a policy that only denies, which confines nothing', 'DenyAccess', ['entra']],
  ] as const)('with %s', (_name, right, ways) => {
    const app = servicePrincipal('A');
    const box = mailbox('M');
    const reading = openReading(
      collection({
        graph: { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Read')] },
        exchange: {
          mailboxes: [box],
          applicationAccessPolicies: right ? [accessPolicy(app.appId, right, { id: mailboxKey(box), name: 'M' })] : [],
        },
      }),
    );
    expect(waysOf(createReachEngine(reading).app(app.appId))).toEqual(ways);
  });
});
