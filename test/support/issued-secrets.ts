import { SignInStore } from '../../src/simulator/entra/sign-in-store';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';

/** What a tenant has given out that nobody but the app may see. */
export interface IssuedSecrets {
  /** Access tokens and id tokens. */
  readonly tokens: readonly string[];
  /** Refresh tokens, authorization codes and device codes. */
  readonly handles: readonly string[];
  /** Ends the watching. */
  stop(): void;
}

/** Watches what a tenant gives out from now on. The tenant keeps none of it, and tells nobody. */
export function watchIssuedSecrets(tenant: RunningSimulator): IssuedSecrets {
  const issued: string[] = [];
  const handles: string[] = [];
  const { tokens } = tenant.world;
  const sign = tokens.signText.bind(tokens);
  tokens.signText = (claims) => kept(issued, sign(claims));
  const { addCode, addRefreshToken, addDevice } = SignInStore.prototype;
  SignInStore.prototype.addCode = function (this: SignInStore, ...given) {
    return kept(handles, addCode.apply(this, given));
  };
  SignInStore.prototype.addRefreshToken = function (this: SignInStore, ...given) {
    return kept(handles, addRefreshToken.apply(this, given));
  };
  SignInStore.prototype.addDevice = function (this: SignInStore, device) {
    handles.push(device.deviceCode);
    addDevice.call(this, device);
  };
  return {
    tokens: issued,
    handles,
    stop: () => {
      Object.assign(SignInStore.prototype, { addCode, addRefreshToken, addDevice });
    },
  };
}

function kept(list: string[], text: string): string {
  list.push(text);
  return text;
}
