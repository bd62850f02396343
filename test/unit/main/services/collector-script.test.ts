import { describe, expect, it } from 'vitest';
import { CollectorScript } from '../../../../src/main/services/collector-script';
import type { SaveProposal } from '../../../../src/main/ports/dialogs';

interface Wish {
  readonly target?: string | null;
  readonly problem?: Error;
}

function serviceWith({ target = '/chosen/collect.ps1', problem }: Wish = {}) {
  const asked: SaveProposal[] = [];
  const written: (readonly [string, string])[] = [];
  const service = new CollectorScript({
    readScript: () => Promise.resolve('# script\n'),
    dialogs: {
      chooseTarget: (proposal) => {
        asked.push(proposal);
        return Promise.resolve(target);
      },
    },
    writeFile: (path, text) => {
      if (problem) return Promise.reject(problem);
      written.push([path, text]);
      return Promise.resolve();
    },
  });
  return { service, asked, written };
}

describe('the collector script', () => {
  it('can be read before it is run', async () => {
    expect(await serviceWith().service.text()).toEqual({
      ok: true,
      value: { fileName: 'Collect-MailscopeTenant.ps1', text: '# script\n' },
    });
  });

  it('is written where the user chooses', async () => {
    const { service, asked, written } = serviceWith();
    expect(await service.save()).toEqual({ ok: true, value: { fileName: 'collect.ps1', rows: null } });
    expect(asked).toMatchObject([{ fileName: 'Collect-MailscopeTenant.ps1', extension: 'ps1' }]);
    expect(written).toEqual([['/chosen/collect.ps1', '# script\n']]);
  });

  it('is not written where the user closes the dialog', async () => {
    const { service, written } = serviceWith({ target: null });
    expect(await service.save()).toMatchObject({ ok: false, error: { code: 'dialog-closed' } });
    expect(written).toEqual([]);
  });

  it.each([
    [Object.assign(new Error('no space'), { code: 'ENOSPC' }), '/chosen/collect.ps1: ENOSPC'],
    [new Error('odd'), '/chosen/collect.ps1: unknown error'],
  ])('says so where the file cannot be written: %s', async (problem, detail) => {
    expect(await serviceWith({ problem }).service.save()).toMatchObject({ ok: false, error: { code: 'file-not-writable', detail } });
  });
});
