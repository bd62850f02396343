import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../../../../src/main/adapters/electron/content-security-policy';

const directives = new Map(
  contentSecurityPolicy('abc123==')
    .split('; ')
    .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)] as const),
);

describe('the content security policy', () => {
  it('allows nothing that is not named', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
  });

  it('runs our own script files only: no inline script, no eval, no nonce', () => {
    expect(directives.get('script-src')).toEqual(["'self'"]);
  });

  it('takes styles of our own files and of the nonce of this load', () => {
    expect(directives.get('style-src')).toEqual(["'self'", "'nonce-abc123=='"]);
  });

  it('names no foreign host, no unsafe keyword and no wildcard', () => {
    expect(contentSecurityPolicy('x')).not.toMatch(/https?:|unsafe|\*|blob:/);
  });

  it('cannot be framed and cannot change the base or the target of forms', () => {
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(directives.get(name)).toEqual(["'none'"]);
  });

  it('travels with headers that keep types and origins apart', () => {
    expect(securityHeaders('p')).toMatchObject({ 'Content-Security-Policy': 'p', 'X-Content-Type-Options': 'nosniff' });
  });
});
