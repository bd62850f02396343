import { describe, expect, it } from 'vitest';
import { registeredPlatform, type SignInClient } from '../../../../src/simulator/entra/sign-in-clients';

const client = (...uris: readonly string[]): SignInClient => ({
  appId: 'an id',
  displayName: 'a client',
  application: null,
  principal: null,
  redirects: uris.map((uri) => ({ uri, platform: 'public' })),
  isMultiTenant: false,
  isMicrosoft: false,
  allowsPublicFlows: false,
});

describe('a redirect address', () => {
  it.each([
    ['http://localhost', 'http://localhost'],
    ['http://localhost', 'http://localhost/'],
    ['http://localhost', 'http://localhost:49152'],
    ['http://localhost:5001', 'http://localhost:80/'],
    ['http://localhost/app', 'http://localhost:1/app'],
    ['http://127.0.0.1', 'http://127.0.0.1:49152'],
    ['https://app.example/auth', 'https://app.example/auth'],
    ['msauth.com.example://auth', 'msauth.com.example://auth'],
  ])('%s takes %s', (registered, wanted) => {
    expect(registeredPlatform(client(registered), wanted)).toBe('public');
  });

  it.each([
    ['http://localhost', 'http://127.0.0.1'],
    ['http://localhost', 'http://[::1]'],
    ['http://localhost', 'https://localhost'],
    ['http://localhost', 'http://localhost/app'],
    ['http://localhost', 'http://localhost/?x=1'],
    ['http://localhost', 'http://localhost/#x'],
    ['http://localhost', 'http://localhost.example'],
    ['http://localhost', 'http://user@localhost'],
    ['http://localhost', 'localhost'],
    ['http://app.example/auth', 'http://app.example/auth'],
    ['https://app.example/auth', 'https://app.example:444/auth'],
    ['https://app.example/auth', 'https://app.example/auth/'],
    ['https://app.example/auth', 'https://app.example/AUTH'],
    ['https://*.example', 'https://*.example'],
    ['https://app.example/auth', ''],
  ])('%s does not take %s', (registered, wanted) => {
    expect(registeredPlatform(client(registered), wanted)).toBeNull();
  });
});
