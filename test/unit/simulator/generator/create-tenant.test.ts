import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dumpCollection } from '../../../../src/simulator/dump/dump-collection';
import { createSimulatedTenant, type TenantSize } from '../../../../src/simulator/generator/create-tenant';
import { createSimulatedClock, DEFAULT_START } from '../../../../src/simulator/state/clock';
import { isSecret } from '../../../../src/simulator/state/secrets';

const fingerprint = (size: TenantSize, seed: number, start = DEFAULT_START): string => {
  const hash = createHash('sha256');
  for (const piece of dumpCollection(createSimulatedTenant({ size, seed, clock: createSimulatedClock(start) }).state)) hash.update(piece);
  return hash.digest('hex');
};

describe('a simulated tenant', () => {
  it.each<TenantSize>(['S', 'M'])('of size %s is the same for the same seed and time, and another for another', (size) => {
    expect(fingerprint(size, 4)).toBe(fingerprint(size, 4));
    expect(fingerprint(size, 4)).not.toBe(fingerprint(size, 5));
    expect(fingerprint(size, 4)).not.toBe(fingerprint(size, 4, DEFAULT_START + 86_400_000));
  });

  it.each<TenantSize>(['S', 'M'])('of size %s tells who can sign in, and keeps hashes only', (size) => {
    const { state, users, apps } = createSimulatedTenant({ size });
    expect(users.filter((user) => user.kind === undefined).map((user) => user.roles.join())).toEqual([
      'Global Administrator',
      'Global Reader',
      'Exchange Administrator',
      'Application Administrator',
    ]);
    for (const { userPrincipalName, password } of users) {
      const user = state.usersByPrincipalName.first(userPrincipalName)!;
      expect(isSecret(user.id, password, state.signInAccounts.get(user.id)!.passwordHash)).toBe(true);
    }
    expect(users.flatMap((user) => user.kind ?? [])).toEqual(size === 'S' ? ['eligible', 'user', 'guest', 'disabled'] : []);
    expect(apps.map((app) => app.displayName)).toContain('Tenant Reader');
    for (const { appId, secret } of apps) {
      const credentials = state.applicationsByAppId.first(appId)!.passwordCredentials;
      expect(credentials.filter((row) => isSecret(row.keyId, secret, row.secretHash))).toHaveLength(1);
    }
  });

  it('of size M has as many of everything as was asked for', () => {
    const { state } = createSimulatedTenant({ size: 'M' });
    expect([state.mailboxes.size, state.servicePrincipals.size, state.members.size, state.mailboxPermissions.size]).toEqual([
      2000, 1500, 8000, 10_000,
    ]);
  });
});
