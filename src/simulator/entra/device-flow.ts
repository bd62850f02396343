import { randomInt } from 'node:crypto';
import { readClaims } from './claims-request';
import { readClient } from './authorize-request';
import type { TokenAnswer } from './client-credentials';
import type { EntraRequest } from './entra-exchange';
import { ENTRA_ERRORS, type EntraError } from './entra-errors';
import { answerPerson, type PersonTokenRequest } from './person-grants';
import { readScopes } from './scope-request';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import type { SignInService } from './sign-in-service';
import { secretText } from './sign-in-store';

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#device-authorization-response */
const LIFETIME_SECONDS = 900;
const INTERVAL_SECONDS = 5;
/** Without characters that look alike. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** `POST /{tenant}/oauth2/v2.0/devicecode`: a code for a device that has no browser. */
export function startDevice(service: SignInService, request: EntraRequest, tenantName: string): TokenAnswer {
  const { state, store } = service;
  const form = request.form ?? new Map<string, string>();
  const found = readClient(state, tenantName, form.get('client_id'));
  if ('error' in found) return refuse(found.error);
  const scope = form.get('scope') ?? '';
  if (scope.trim() === '') return refuse(ENTRA_ERRORS.missingParameter('scope'));
  const scopes = readScopes(state, scope, found.client);
  if (!scopes.ok) return refuse(scopes.error);
  const claims = readClaims(form.get('claims'));
  if (claims === null) return refuse(SIGN_IN_ERRORS.invalidInput('claims'));
  const userCode = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const deviceCode = secretText(48);
  const address = `${request.origin}/common/oauth2/deviceauth`;
  store.addDevice({
    deviceCode,
    userCode,
    clientId: found.client.appId,
    scopes: scopes.value,
    claims,
    tenantName,
    expiresAt: state.clock.now() + LIFETIME_SECONDS * 1000,
    outcome: { kind: 'waiting' },
  });
  return {
    ok: true,
    body: {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      expires_in: LIFETIME_SECONDS,
      interval: INTERVAL_SECONDS,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`,
    },
  };
}

/** The device asks whether somebody has signed in. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code#authenticating-the-user */
export function grantDeviceCode(service: SignInService, asked: PersonTokenRequest): TokenAnswer {
  const { state, store } = service;
  const found = readClient(state, asked.tenantName, asked.form.get('client_id'));
  if ('error' in found) return refuse(found.error);
  const { client } = found;
  // Older clients call it by another name.
  const device = store.device(asked.form.get('device_code') ?? asked.form.get('code') ?? '');
  if (!device || device.clientId !== client.appId) return refuse(SIGN_IN_ERRORS.unknownDeviceCode());
  if (!client.allowsPublicFlows) return refuse(SIGN_IN_ERRORS.publicFlowsOff());
  if (device.expiresAt <= state.clock.now()) return refuse(SIGN_IN_ERRORS.deviceExpired());
  switch (device.outcome.kind) {
    case 'waiting':
      return refuse(SIGN_IN_ERRORS.pending());
    case 'refused':
      return refuse(device.outcome.error);
    case 'used':
      return refuse(SIGN_IN_ERRORS.usedCode());
    case 'signedIn': {
      const answer = answerPerson(service, asked, client, device.outcome.authentication, {
        scopes: device.scopes,
        nonce: undefined,
        claims: device.claims,
      });
      if (answer.ok) device.outcome = { kind: 'used' };
      return answer;
    }
  }
}

function refuse(error: EntraError): TokenAnswer {
  return { ok: false, error };
}
