import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callLine, openingLine } from '../../../../../src/main/adapters/powershell/bridge-commands';

const CALL = '0123456789abcdef';
const LINE =
  /^try \{ Invoke-MailscopeCmdlet '([A-Za-z0-9+/]*={0,2})' \} finally \{ \[Console\]::Out\.WriteLine\('#mailscope#0123456789abcdef#end#bnVsbA==#'\) \}$/;

describe('callLine', () => {
  it('is fixed words around base64, whatever it carries', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, encoded = ''] = LINE.exec(callLine('Invoke-MailscopeCmdlet', CALL, { text })) ?? [];
        const read: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
        expect(read).toEqual(JSON.parse(JSON.stringify({ call: CALL, argument: { text } })));
      }),
    );
  });

  it('carries no argument as null', () => {
    const [, encoded = ''] = LINE.exec(callLine('Invoke-MailscopeCmdlet', CALL, undefined)) ?? [];
    expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe(`{"call":"${CALL}","argument":null}`);
  });
});

describe('openingLine', () => {
  it('is one line of ASCII without the path in clear', () => {
    const path = "C:\\Users\\O'Neil ’; Get-Evil\n\\Mailscope.Bridge.psd1";
    const line = openingLine(CALL, path, 42);
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(line).not.toContain('Evil');
    expect(line).toContain(Buffer.from(path, 'utf8').toString('base64'));
  });
});
