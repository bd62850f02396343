import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/simulator/state/certificates';
import { isSignedWith, readSignedText } from '../../../../src/simulator/state/signed-text';
import { makeCertificate, signClaims, thumbprintOf } from '../../../support/simulator-writes';

const certificate = makeCertificate();
const key = readCertificate(certificate.der)!.publicKey;

describe('a token of somebody else', () => {
  it.each(['RS256', 'PS256'])('is known by its signature: %s', (alg) => {
    const token = readSignedText(signClaims(certificate, { iss: 'x' }, { alg }))!;
    expect([token.claims, isSignedWith(token, key)]).toEqual([{ iss: 'x' }, true]);
    expect(isSignedWith(token, readCertificate(makeCertificate().der)!.publicKey)).toBe(false);
  });

  it('is not what its header says it is', () => {
    const [, payload, signature] = signClaims(certificate, { iss: 'x' }).split('.');
    const header = (alg: string): string => Buffer.from(JSON.stringify({ alg })).toString('base64url');
    for (const alg of ['none', 'HS256', 'PS256', 'RS512'])
      expect(isSignedWith(readSignedText(`${header(alg)}.${payload!}.${signature!}`)!, key)).toBe(false);
  });

  it.each(['', 'a.b', 'a.b.c', '..', 'e30.e30.', 'e30.W10.AA', 'e30.e30.AA.AA'])('is not "%s"', (text) => {
    expect(readSignedText(text)).toBeNull();
  });

  it('is not signed with a key of another kind', () => {
    const token = readSignedText(signClaims(certificate, {}))!;
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
    };
    expect(isSignedWith(token, createPublicKey({ key: jwk, format: 'jwk' }))).toBe(false);
  });
});

describe('a certificate', () => {
  it('is read from base64 DER', () => {
    expect(readCertificate(certificate.der)).toMatchObject({
      thumbprint: thumbprintOf(certificate),
      subject: 'CN=Test App',
      validFrom: Date.UTC(2020, 0, 1),
      validTo: Date.UTC(2099, 0, 1),
      der: certificate.der,
    });
  });

  it.each([
    ['PEM', `-----BEGIN CERTIFICATE-----\n${certificate.der}\n-----END CERTIFICATE-----`],
    ['nothing', ''],
    ['text', 'QUJD'],
    ['half of one', certificate.der.slice(0, 200)],
  ])('is not read from %s', (_what, text) => {
    expect(readCertificate(text)).toBeNull();
  });
});
