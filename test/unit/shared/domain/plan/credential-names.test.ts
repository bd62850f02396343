import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { credentialName, credentialTag, readCredentialName } from '../../../../../src/shared/domain/plan/credential-names';

describe('the name of a credential in the vault', () => {
  it('says whose it is, and no two steps share one', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9-]{2,20}$/);
    fc.assert(
      fc.property(fc.uuid(), id, id, (appId, planId, stepId) => {
        expect(readCredentialName(credentialName(appId.toUpperCase(), planId, stepId))).toEqual({ appId, planId, stepId });
        expect(credentialTag(planId, stepId)).toBe(`Mailscope ${planId} ${stepId}`);
      }),
    );
  });

  it.each(['tokens/global/x', 'secrets/apps/a/p', 'secrets/apps/a/p/s/more', 'secrets/apps//p/s', 'secrets/other'])(
    '%s is none',
    (name) => {
      expect(readCredentialName(name)).toBeNull();
    },
  );
});
