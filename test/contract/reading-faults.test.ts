import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { differences } from '../support/reading/compare-collections';
import { dumpOf, leapingClock, readSimulator, temporaryFolder } from '../support/reading/read-simulator';

let simulator: RunningSimulator;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  await simulator.stop();
  folder.remove();
});

/** Requests that were repeated before the time that their refusal named. */
function repeatedTooEarly({ log }: RunningSimulator): readonly string[] {
  const requests = log.all();
  const keyOf = (request: (typeof requests)[number]): string =>
    JSON.stringify([request.method, request.path, request.cmdlet, request.parameters]);
  return requests.flatMap((refused) => {
    if (refused.retryAfter === null) return [];
    const until = refused.at + Number(refused.retryAfter) * 1000;
    return requests
      .filter((later) => later.number > refused.number && later.at < until && keyOf(later) === keyOf(refused))
      .map((later) => `${keyOf(later)} at ${later.at}, not before ${until}`);
  });
}

describe('what goes away by itself leaves no trace in the reading', () => {
  const passing = [
    'throttle=5:30',
    'throttle=8:120@/v1.0/groups',
    'throttle=40:15@/exchange/cmdlet/get-mailboxpermission',
    'throttle=3:60@/$batch',
    'unavailable=3:10',
    'unavailable=2',
    'error=4',
    'reset=4',
    'reset=2@/exchange/cmdlet/get-exomailbox',
    'drop-after-commit=3',
    'truncate=3',
    'truncate=2@/exchange/cmdlet/get-exorecipient',
    'partial-batch=2',
    'expired-token=2',
    'expired-token=1@/exchange/cmdlet',
    'claims-challenge=1',
    'clock-skew=1800',
  ];
  it.each(passing)('%s', async (fault) => {
    simulator = await startSimulator({ standing: true, faults: [fault] });
    const { result, collection } = await readSimulator(simulator, { folder: folder.path, clock: leapingClock(simulator) });
    expect(result).toMatchObject({ ok: true });
    expect(differences(collection, dumpOf(simulator)).filter((line) => !line.startsWith('coverage'))).toEqual([]);
    expect(collection.coverage).toEqual(dumpOf(simulator).coverage);
    expect(repeatedTooEarly(simulator)).toEqual([]);
  });

  it('a page mark that expires starts its collection again', async () => {
    simulator = await startSimulator({ size: 'M', standing: true, faults: ['expired-skiptoken=2'] });
    const { collection } = await readSimulator(simulator, {
      folder: folder.path,
      clock: leapingClock(simulator),
      mailboxPermissions: 'shared',
    });
    expect(differences(collection, dumpOf(simulator, 'shared'))).toEqual([]);
  });
});

describe('what is not permitted is named, and the rest goes on', () => {
  it.each([
    ['forbidden=/oauth2PermissionGrants', 'graph.oauth2PermissionGrants', '403'],
    ['forbidden=/reports/servicePrincipalSignInActivities', 'graph.signInActivities', '403'],
    ['forbidden=/groups/{id}/members', 'graph.groupMembers', '403'],
    ['forbidden=/servicePrincipals', 'graph.servicePrincipals', '403'],
    ['forbidden=Get-ApplicationAccessPolicy', 'exchange.applicationAccessPolicies', 'no role of the account shows'],
    ['forbidden=Get-ManagementRoleAssignment', 'exchange.managementRoleAssignments', 'no role of the account shows'],
    ['forbidden=Get-MailboxPermission', 'exchange.mailboxPermissions', 'no role of the account shows'],
    ['forbidden=Get-EXORecipientPermission', 'exchange.recipientPermissions', 'no role of the account shows'],
    ['forbidden=Get-EXOMailbox', 'exchange.mailboxes', 'no role of the account shows'],
  ] as const)('%s', async (fault, source, reason) => {
    simulator = await startSimulator({ standing: true, faults: [fault] });
    const { collection } = await readSimulator(simulator, { folder: folder.path, clock: leapingClock(simulator) });
    const entry = collection.coverage[source];
    expect(entry?.state).not.toBe('complete');
    expect(entry?.reason).toContain(reason);
    const others = Object.values(collection.coverage).filter((other) => other?.state === 'complete');
    expect(others.length).toBeGreaterThan(20);
  });

  it('zero policies are no failure', async () => {
    simulator = await startSimulator({ standing: true });
    for (const policy of [...simulator.state().accessPolicies]) simulator.state().accessPolicies.remove(policy.Guid);
    const { collection } = await readSimulator(simulator, { folder: folder.path, clock: leapingClock(simulator) });
    expect(collection.coverage['exchange.applicationAccessPolicies']).toEqual({ state: 'complete', count: 0 });
    expect(collection.exchange.applicationAccessPolicies).toEqual([]);
  });

  it('a service that never stops throttling is given up, source by source', async () => {
    simulator = await startSimulator({ standing: true, faults: ['throttle=always:600@/v1.0/users'] });
    const { collection } = await readSimulator(simulator, { folder: folder.path, clock: leapingClock(simulator) });
    expect(collection.coverage['graph.users']).toMatchObject({ state: 'missing' });
    expect(collection.coverage['graph.users']?.reason).toContain('throttled: 429');
    expect(collection.coverage['graph.groups']).toMatchObject({ state: 'complete' });
    expect(repeatedTooEarly(simulator)).toEqual([]);
  });
});
