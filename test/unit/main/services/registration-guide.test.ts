import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RegistrationGuide, registrationPermissions } from '../../../../src/main/services/registration-guide';
import { CLOUD_IDS, CLOUDS, QUICK_CLIENT_ID, type CloudId } from '../../../../src/shared/domain/clouds/clouds';
import { EXCHANGE_SCOPES, GRAPH_SCOPES } from '../../../../src/shared/domain/readiness/scope-ids';
import { registrationSchema } from '../../../../src/shared/ipc/registration-shapes';

const template = readFileSync(
  join(import.meta.dirname, '../../../../resources/powershell/Register-MailscopeClient.ps1'),
  'utf8',
).replaceAll('\r\n', '\n');

function guideWith(script = template, target: string | null = '/chosen/register.ps1') {
  const written: (readonly [string, string])[] = [];
  const guide = new RegistrationGuide({
    readScript: () => Promise.resolve(script),
    dialogs: { chooseTarget: () => Promise.resolve(target) },
    writeFile: (path, text) => {
      written.push([path, text]);
      return Promise.resolve();
    },
  });
  return { guide, written };
}

describe('what an organisation registers', () => {
  it.each(CLOUD_IDS)('is described for the cloud %s, with its portal and its script', async (cloud) => {
    const described = await guideWith().guide.describe(cloud);
    if (!described.ok) throw new Error(described.error.message);
    const registration = registrationSchema.parse(described.value);
    expect(registration).toMatchObject({ redirectUri: 'http://localhost', allowPublicClientFlows: true });
    expect(registration.link.startsWith(`${CLOUDS[cloud].portals.entra}/#view/`)).toBe(true);
    expect(registration.script.fileName).toBe('Register-MailscopeClient.ps1');
  });

  it.each<[CloudId, string]>([
    ['global', 'Global'],
    ['usGovHigh', 'USGovGCCHigh'],
    ['usGovDod', 'USGovDoD'],
    ['china', 'China'],
    ['demo', 'Global'],
  ])('in %s differs by one default value of the script: %s', async (cloud, name) => {
    const described = await guideWith().guide.describe(cloud);
    const text = described.ok ? described.value.script.text : '';
    expect(text).toBe(template.replace("[string] $Environment = 'Global'", `[string] $Environment = '${name}'`));
  });

  it('names every permission once, with its id and with what it is for', () => {
    const permissions = registrationPermissions();
    expect(new Set(permissions.map(({ permissionId }) => permissionId)).size).toBe(permissions.length);
    expect(permissions.map(({ permission }) => permission)).toEqual([...Object.keys(GRAPH_SCOPES.scopes), 'Exchange.Manage']);
    expect(permissions.every(({ why }) => /^[A-Z].*\.$/.test(why))).toBe(true);
  });

  it('is saved as a script where the user chooses', async () => {
    const { guide, written } = guideWith();
    expect(await guide.save('china')).toEqual({ ok: true, value: { fileName: 'register.ps1', rows: null } });
    expect(written).toEqual([['/chosen/register.ps1', template.replace("$Environment = 'Global'", "$Environment = 'China'")]]);
  });

  it('is not saved where the user closes the dialog', async () => {
    const { guide, written } = guideWith(template, null);
    expect(await guide.save('global')).toMatchObject({ ok: false, error: { code: 'dialog-closed' } });
    expect(written).toEqual([]);
  });

  it.each([['', "$Environment = 'Global'\n$Environment = 'Global'"]])(
    'refuses a template whose head is not the known one',
    async (script) => {
      await expect(guideWith(script).guide.describe('global')).rejects.toThrow('another head');
    },
  );
});

describe('the registration script', () => {
  it('names the permissions of the guide, and no other', () => {
    const text = /\$PermissionsJson = @'\n([\s\S]*?)\n'@/.exec(template)?.[1] ?? '';
    expect(JSON.parse(text)).toEqual({
      [GRAPH_SCOPES.appId]: GRAPH_SCOPES.scopes,
      [EXCHANGE_SCOPES.appId]: EXCHANGE_SCOPES.scopes,
    });
  });

  it('knows the clouds as the app does', () => {
    const text = /\$CloudsJson = @'\n([\s\S]*?)\n'@/.exec(template)?.[1] ?? '';
    const names: readonly (readonly [string, CloudId])[] = [
      ['Global', 'global'],
      ['USGovGCCHigh', 'usGovHigh'],
      ['USGovDoD', 'usGovDod'],
      ['China', 'china'],
    ];
    const expected = names.map(([name, id]) => {
      const { authority, graph, hasQuickClient, portals } = CLOUDS[id];
      return [name, { authority, graph, entra: portals.entra, hasQuickClient }];
    });
    expect(JSON.parse(text)).toEqual(Object.fromEntries(expected));
    expect(template).toContain(`$QuickClientId = '${QUICK_CLIENT_ID}'`);
  });

  it('is ASCII, so that Windows PowerShell needs no byte order mark', () => {
    expect(/^[\n\x20-\x7e]*$/.test(template)).toBe(true);
  });
});
