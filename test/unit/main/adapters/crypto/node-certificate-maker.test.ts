import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bits, der, positive, time, utf8 } from '../../../../../src/main/adapters/crypto/der';
import { NodeCertificateMaker } from '../../../../../src/main/adapters/crypto/node-certificate-maker';

const maker = new NodeCertificateMaker();
const WISH = { subject: 'CN=Mailscope PCEmail', notBefore: '2026-11-21T12:00:00.750Z', days: 180 };

describe('a certificate that is made', () => {
  it('is whole: Node reads it, its key signed it, and belongs to it', async () => {
    const made = await maker.make(WISH);
    const certificate = new X509Certificate(Buffer.from(made.certificate, 'base64'));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(made.pem))).toBe(true);
    expect(new X509Certificate(made.pem.slice(made.pem.indexOf('-----BEGIN CERTIFICATE'))).fingerprint256).toBe(certificate.fingerprint256);
    expect(certificate.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect([certificate.subject, certificate.issuer]).toEqual(['CN=Mailscope PCEmail', 'CN=Mailscope PCEmail']);
    expect([certificate.ca, certificate.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.2']]);
  });

  it('says of itself what a tenant is told', async () => {
    const made = await maker.make(WISH);
    const certificate = new X509Certificate(Buffer.from(made.certificate, 'base64'));
    expect(made.thumbprint).toBe(createHash('sha1').update(certificate.raw).digest('base64'));
    expect(Buffer.from(made.thumbprint, 'base64').toString('hex').toUpperCase()).toBe(certificate.fingerprint.replaceAll(':', ''));
    expect([made.notBefore, made.notAfter]).toEqual(['2026-11-21T12:00:00.000Z', '2027-05-20T12:00:00.000Z']);
    expect([Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]).toEqual([
      Date.parse(made.notBefore),
      Date.parse(made.notAfter),
    ]);
  });

  it.each([
    ['Zoë’s “日本” app', 'CN=Zoë’s “日本” app'],
    ['cn=  x', 'CN=x'],
    ['', 'CN=Mailscope'],
    ['a'.repeat(100), `CN=${'a'.repeat(64)}`],
  ])('has the name "%s"', async (subject, shown) => {
    const made = await maker.make({ ...WISH, subject });
    expect(new X509Certificate(Buffer.from(made.certificate, 'base64')).subject.normalize()).toBe(shown);
  });

  it('lasts beyond 2049 where that is wished', async () => {
    const made = await maker.make({ ...WISH, days: 36_500 });
    expect(Date.parse(new X509Certificate(Buffer.from(made.certificate, 'base64')).validTo)).toBe(Date.parse(made.notAfter));
  });

  it('is another one each time', async () => {
    const [one, other] = [await maker.make(WISH), await maker.make(WISH)];
    const serial = (made: typeof one): string => new X509Certificate(Buffer.from(made.certificate, 'base64')).serialNumber;
    expect(serial(one)).not.toBe(serial(other));
    expect(one.certificate).not.toBe(other.certificate);
  });
});

describe('values of ASN.1', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [256, '04820100'],
    [70_000, '0483011170'],
  ])('of %i bytes begin with %s', (length, head) => {
    expect(der(4, Buffer.alloc(length)).toString('hex').slice(0, head.length)).toBe(head);
  });

  it('are as long as they say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (content) => {
        const value = der(4, Buffer.from(content));
        expect(value.subarray(value.length - content.length)).toEqual(Buffer.from(content));
      }),
    );
  });

  it.each([
    ['2049-12-31T23:59:59Z', '170d3439313233313233353935395a'],
    ['2050-01-01T00:00:00Z', '180f32303530303130313030303030305a'],
  ])('write %s in the form of its time', (moment, hexadecimal) => {
    expect(time(Date.parse(moment)).toString('hex')).toBe(hexadecimal);
  });

  it('never make a number negative', () => {
    expect([positive(Buffer.from([0x80])), positive(Buffer.from([0x7f]))].map((value) => value.toString('hex'))).toEqual([
      '02020080',
      '02017f',
    ]);
    expect([bits(Buffer.from([0x80]), 7), utf8('é')].map((value) => value.toString('hex'))).toEqual(['03020780', '0c02c3a9']);
  });
});
