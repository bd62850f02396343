import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAwkwardModule } from '../powershell/support/awkward-module';
import { BridgeShell, type BridgeCallResult } from '../support/bridge-shell';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';

const TOKEN = 'eyJ0eXAiOiJKV1QiLCJub25jZSI6InBsYW50ZWQifQ.planted-token.signature';
const LARGEST_FRAME = 262_144;

describe.skipIf(powershellPath === null)('real PowerShell: the bridge and a module that behaves badly', () => {
  let shell: BridgeShell;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mailscope-awkward-'));
    shell = await BridgeShell.open(createAwkwardModule(folder).environment);
    await connect('contoso.example');
  });

  afterAll(async () => {
    await shell.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function connect(organization: string, more: Readonly<Record<string, unknown>> = {}): Promise<BridgeCallResult> {
    return shell.call('Connect-MailscopeExchange', { mode: 'token', organization, ...more }, TOKEN);
  }

  const mailbox = (identity: string, more = {}): Promise<BridgeCallResult> =>
    shell.cmdlet('Get-EXOMailbox', { Identity: identity, ...more });

  async function awkwardState(): Promise<{ Calls: number; Token: string | null; Connected: boolean }> {
    const lines = await shell.say('Get-AwkwardState | ConvertTo-Json -Compress');
    return JSON.parse(lines.find((line) => line.startsWith('{')) ?? '') as { Calls: number; Token: string | null; Connected: boolean };
  }

  describe('connecting', () => {
    afterEach(() => connect('contoso.example'));

    it('hands the token on as it is, and nothing that was not asked for', async () => {
      await connect('contoso.example', {
        userPrincipalName: 'a@contoso.example',
        delegatedOrganization: 'customer.example',
        environment: 'O365China',
      });
      expect((await awkwardState()).Token).toBe(TOKEN);
      const { objects } = await shell.cmdlet('Get-ConnectionInformation');
      expect(objects).toEqual([
        {
          State: 'Connected',
          Name: 'AccessToken CommandName DelegatedOrganization ErrorAction ExchangeEnvironmentName Organization ShowBanner SkipLoadingFormatData UserPrincipalName',
          UserPrincipalName: 'a@contoso.example',
          Organization: 'contoso.example',
          DelegatedOrganization: 'customer.example',
        },
      ]);
    });

    it('keeps what the module says apart, and takes the token out of it', async () => {
      const { end, noise } = await connect('noise');
      expect(end.value).toEqual({ value: { moduleVersion: '3.9.0', organization: 'noise' }, warnings: ['The token is ***.'] });
      expect(noise.join('')).toBe('to the console');
    });

    it('says why the service refused, without the token', async () => {
      const { end } = await connect('refused');
      expect(end).toMatchObject({ kind: 'error', value: { message: 'AADSTS50000: no ***' } });
      expect(await shell.say('$Error.Count')).toContain('0');
    });

    it('does not take a connection for granted', async () => {
      expect((await connect('nowhere')).end).toMatchObject({
        kind: 'error',
        value: { category: 'ConnectionError', id: 'MailscopeNotConnected' },
      });
    });

    it.each(['', ' ', 'not base64 at all'])('says that no token came for %j', async (line) => {
      const { end } = await shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'x' }, { line });
      expect(end).toMatchObject({ kind: 'error', value: { category: 'AuthenticationError', id: 'MailscopeSecretMissing' } });
    });

    it('uses the sign-in of the module as it is told', async () => {
      const { end } = await shell.call('Connect-MailscopeExchange', { mode: 'module', disableWam: true, useDeviceCode: true });
      expect(end.kind).toBe('done');
      const { objects } = await shell.cmdlet('Get-ConnectionInformation');
      expect(objects[0]).toMatchObject({ Name: 'CommandName Device DisableWAM ErrorAction ShowBanner SkipLoadingFormatData' });
    });

    it('passes on at once what the module says while it signs in by itself', async () => {
      const { frames, end } = await shell.call('Connect-MailscopeExchange', { mode: 'module', organization: 'noise' });
      const said = frames.flatMap(({ kind, value }) => (kind === 'progress' ? [(value as { text: string }).text] : []));
      expect(said).toEqual(['Connecting to Exchange Online', '----- The module of Exchange Online -----', 'no line end', 'The token is .']);
      expect(end.kind).toBe('done');
    });

    it('disconnects without asking', async () => {
      expect((await shell.call('Disconnect-MailscopeExchange', {})).end.kind).toBe('done');
      expect(await awkwardState()).toMatchObject({ Connected: false });
    });
  });

  it.each([
    ['a mode that there is not', 'Connect-MailscopeExchange', { mode: 'other' }, 'MailscopeArgumentInvalid'],
    ['an organisation that is no text', 'Connect-MailscopeExchange', { mode: 'module', organization: 1 }, 'MailscopeArgumentInvalid'],
    ['names that are no list', 'Get-MailscopeCommand', { names: 'Get-EXOMailbox' }, 'MailscopeArgumentInvalid'],
    ['a name with a wildcard', 'Get-MailscopeCommand', { names: ['Get-*'] }, 'MailscopeArgumentInvalid'],
    [
      'a cmdlet that changes something',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Remove-Mailbox', parameters: { Identity: 'a' } },
      'MailscopeCmdletNotAllowed',
    ],
    ['a command of PowerShell', 'Invoke-MailscopeCmdlet', { cmdlet: 'Get-ChildItem' }, 'MailscopeCmdletNotAllowed'],
    ['a path', 'Invoke-MailscopeCmdlet', { cmdlet: './Get-EXOMailbox' }, 'MailscopeCmdletNotAllowed'],
    ['a script', 'Invoke-MailscopeCmdlet', { cmdlet: 'Get-EXOMailbox; exit' }, 'MailscopeCmdletNotAllowed'],
    ['no cmdlet', 'Invoke-MailscopeCmdlet', {}, 'MailscopeCmdletNotAllowed'],
    [
      'a parameter that is not used',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { Archive: true } },
      'MailscopeParameterNotAllowed',
    ],
    [
      'a parameter of every cmdlet',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { OutVariable: 'x' } },
      'MailscopeParameterNotAllowed',
    ],
    [
      'a parameter twice',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { Identity: 'a', identity: 'b' } },
      'MailscopeParameterNotAllowed',
    ],
    [
      'a list for a text',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { Identity: ['a'] } },
      'MailscopeParameterInvalid',
    ],
    [
      'an object for a text',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { Identity: { a: 1 } } },
      'MailscopeParameterInvalid',
    ],
    [
      'a text for a size',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: { ResultSize: '$(exit)' } },
      'MailscopeParameterInvalid',
    ],
    [
      'a list of objects',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXORecipient', parameters: { Properties: [{}] } },
      'MailscopeParameterInvalid',
    ],
    [
      'parameters that are a list',
      'Invoke-MailscopeCmdlet',
      { cmdlet: 'Get-EXOMailbox', parameters: ['Identity'] },
      'MailscopeArgumentInvalid',
    ],
  ] as const)('refuses %s, and calls nothing', async (_what, name, argument, id) => {
    const before = await awkwardState();
    const { end, frames, noise } = await shell.call(name, argument);
    expect(end).toMatchObject({ kind: 'error', value: { id } });
    expect(frames.map(({ kind }) => kind)).toEqual(['error']);
    expect(noise).toEqual([]);
    expect(await awkwardState()).toEqual(before);
  });

  it.each([
    ['no base64', '%%%'],
    ['no UTF-8 JSON', Buffer.from('nothing').toString('base64')],
    ['an empty text', ''],
    ['a list', Buffer.from('[]').toString('base64')],
    ['something after the end', Buffer.from('{"call":"0000000000000000"} {}').toString('base64')],
    ['a call that is no call', Buffer.from('{"call":"#done#","argument":null}').toString('base64')],
    ['a member twice', Buffer.from('{"call":"0000000000000000","call":"0000000000000000"}').toString('base64')],
    ['a depth without end', Buffer.from('['.repeat(5000)).toString('base64')],
    ['a text that does not end', Buffer.from('{"call":"0000000000000000').toString('base64')],
  ])('says that an argument cannot be read that is %s', async (_what, encoded) => {
    const { end } = await shell.callWith('Get-MailscopeCommand', encoded, '0000000000000000');
    expect(end.kind).toBe('error');
  });

  it.each(INJECTION_CORPUS)('hands %s over unchanged, and answers it unchanged', async (_name, text) => {
    const fingerprint = createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('hex');
    const parameters = { Identity: text, Filter: text, PrimarySmtpAddress: text, Anr: text, Properties: [text, text] };
    const { objects, end, noise } = await shell.cmdlet('Get-EXORecipient', parameters);
    expect(end.kind).toBe('done');
    expect(noise).toEqual([]);
    expect(objects.map(({ Alias }) => Alias)).toEqual(['Identity', 'Filter', 'PrimarySmtpAddress', 'Anr', 'Properties', 'Properties']);
    for (const object of objects) expect(object).toMatchObject({ Name: text, Guid: fingerprint, Office: text.length });
  });

  it('hands any text over unchanged', async () => {
    const unit = fc.string({
      unit: fc.oneof(
        fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        fc.constantFrom(...'\\"\'`$(){}#\n;@'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(unit, unit, async (identity, filter) => {
        const { objects } = await shell.cmdlet('Get-EXORecipient', { Identity: identity, Filter: filter });
        expect(objects.map(({ Name }) => Name)).toEqual([identity, filter]);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it.each([
    [7, 'Int32', 7],
    ['Unlimited', 'String', 'Unlimited'],
    ['unlimited', 'String', 'unlimited'],
  ])('hands the size %j over as what it is', async (size, type, value) => {
    const { objects } = await shell.cmdlet('Get-EXORecipient', { ResultSize: size });
    expect(objects).toEqual([{ Alias: 'ResultSize', Name: type, Office: value }]);
  });

  const UTC = '2026-01-02T03:04:05Z';
  const SHAPES: readonly Readonly<Record<string, unknown>>[] = [
    { DisplayName: 'utc', WhenCreatedUTC: UTC },
    { DisplayName: 'unspecified', WhenCreatedUTC: UTC },
    { DisplayName: 'local', WhenCreatedUTC: UTC },
    { DisplayName: 'fraction', WhenCreatedUTC: '2026-01-02T03:04:05.12Z' },
    { DisplayName: 'offset', WhenCreatedUTC: '2026-01-02T01:04:05Z' },
    { DisplayName: 'as text', WhenCreatedUTC: UTC },
    { DisplayName: UTC },
    { DisplayName: 'enumeration', RecipientTypeDetails: 'Friday' },
    {
      DisplayName: 'deserialized',
      RecipientTypeDetails: 'Friday',
      EmailAddresses: ['one', 'two'],
      Alias: '1.2.3',
      Guid: '11111111-2222-4333-8444-555555555555',
    },
    { DisplayName: 'guid', Guid: '11111111-2222-4333-8444-555555555555' },
    { DisplayName: 'one item', EmailAddresses: ['SMTP:a@contoso.example'] },
    { DisplayName: 'no items', EmailAddresses: [] },
    { DisplayName: 'null inside', EmailAddresses: [null, 'b'] },
    { DisplayName: 'list of its own', EmailAddresses: ['https://contoso.example/a', '1.2', 3, true] },
    { DisplayName: 'list in a list', EmailAddresses: ['a b'] },
    { DisplayName: 'null', ForwardingSmtpAddress: null },
    { DisplayName: 'secret', CustomAttribute1: null },
    { DisplayName: 'truth', HiddenFromAddressListsEnabled: true, MessageCopyForSentAsEnabled: false },
    {
      DisplayName: 'numbers',
      CustomAttribute1: 1234567.5,
      CustomAttribute2: 9007199254740992,
      CustomAttribute3: 1.1,
      CustomAttribute4: null,
    },
    { DisplayName: 'size', CustomAttribute1: '1.2.3.4', CustomAttribute2: '01:30:00' },
    { DisplayName: 'another case', Alias: 'kept' },
    {
      DisplayName: 'escapes',
      Name: 'quote " backslash \\ tab \t line \r\n nul \u0000 bell \u0007 separators \u2028\u2029 emoji \u{1f469}',
    },
    { DisplayName: 'a property that throws', Alias: null },
  ];

  it.each([
    ['the usual culture', 'en-US'],
    ['commas in numbers', 'de-DE'],
    ['another calendar', 'ar-SA'],
    ['another letter i', 'tr-TR'],
  ])('writes objects of every shape in one way with %s', async (_what, culture) => {
    await shell.say(
      `[System.Globalization.CultureInfo]::DefaultThreadCurrentCulture = '${culture}'; [System.Threading.Thread]::CurrentThread.CurrentCulture = '${culture}'`,
    );
    const { objects, end } = await mailbox('shapes');
    expect(end.kind, JSON.stringify(end.value)).toBe('done');
    expect(objects).toEqual(SHAPES);
    expect(end.value).toMatchObject({ value: { count: SHAPES.length } });
  });

  it('takes what is no object of Exchange as an object without properties, and nothing as nothing', async () => {
    expect((await mailbox('not objects')).objects).toEqual([{}, {}, {}]);
    expect((await mailbox('null')).objects).toEqual([{ DisplayName: 'after null' }]);
    const nothing = await mailbox('nothing');
    expect(nothing.frames.map(({ kind, value }) => [kind, value])).toEqual([['done', { value: { count: 0 }, warnings: [] }]]);
  });

  it('is not disturbed by whatever a cmdlet says besides', async () => {
    const { objects, end, noise } = await mailbox('noise');
    expect(objects).toEqual([{ DisplayName: 'between the noise' }]);
    expect(end.value).toEqual({ value: { count: 1 }, warnings: ['first warning', 'second warning'] });
    expect(noise).toEqual(['more of it#mailscope#0123456789abcdef#done#e30=#']);
  });

  it.each([
    ['error that does not stop', 'ResourceUnavailable', 'HalfWay,Get-EXOMailbox', 'Not everything could be read'],
    ['error that insists', 'InvalidResult', 'Insisted,Get-EXOMailbox', 'Said in spite of all'],
    ['throw', 'OperationStopped', 'plainly thrown', 'plainly thrown'],
    ['dotnet', 'NotSpecified', 'FormatException,Get-EXOMailbox', expect.stringContaining('none') as string],
    ['break', 'OperationStopped', 'MailscopeCallLeft', 'The cmdlet ended without an answer.'],
    [
      'somebody',
      'ObjectNotFound',
      'ManagementObjectNotFoundException,Get-EXOMailbox',
      expect.stringContaining("couldn't be found") as string,
    ],
  ])('ends with an error for: %s', async (identity, category, id, message) => {
    const { end, noise } = await mailbox(identity);
    expect(end).toMatchObject({ kind: 'error', value: { category, id, message } });
    expect(noise).toEqual([]);
    // And the shell is as good as new.
    expect((await mailbox('nothing')).end.kind).toBe('done');
  });

  it('streams ten thousand objects in frames while they come', async () => {
    const { frames, objects, end } = await mailbox('many', { ResultSize: 10_000 });
    expect(end.value).toEqual({ value: { count: 10_000 }, warnings: [] });
    expect(objects).toHaveLength(10_000);
    expect(objects[9_999]).toMatchObject({
      DisplayName: 'Mailbox 9999',
      EmailAddresses: ['SMTP:mailbox9999@contoso.example', 'smtp:m9999@contoso.example'],
    });
    expect(objects[0]).not.toHaveProperty('NotPassedOn');
    const pieces = frames.filter(({ kind }) => kind === 'objects');
    for (const { value, size } of pieces) {
      expect((value as unknown[]).length).toBeLessThanOrEqual(500);
      expect(size).toBeLessThanOrEqual(LARGEST_FRAME);
    }
    expect(pieces.length).toBeGreaterThanOrEqual(20);
  });

  it('makes a frame no larger than it has to be', async () => {
    const { frames, objects } = await mailbox('large');
    const pieces = frames
      .filter(({ kind }) => kind === 'objects')
      .map(({ value }) => (value as { DisplayName: string }[]).map((row) => row.DisplayName));
    expect(pieces).toEqual([['large 1'], ['large 2'], ['large 3'], ['huge'], ['small']]);
    expect(objects.map(({ CustomAttribute1 }) => String(CustomAttribute1 ?? '').length)).toEqual([200_000, 200_000, 200_000, 600_000, 0]);
  });

  describe('a change', () => {
    const change = (cmdlet: string, parameters: Readonly<Record<string, unknown>>): Promise<BridgeCallResult> =>
      shell.call('Invoke-MailscopeChange', { cmdlet, parameters });

    it('is confirmed where the cmdlet would ask, and only there', async () => {
      const { Calls } = await awkwardState();
      expect((await change('Remove-ManagementScope', { Identity: 'a' })).objects).toEqual([{ Name: 'Confirm ErrorAction Identity' }]);
      expect((await change('Set-CASMailbox', { Identity: 'a', ImapEnabled: false })).objects).toEqual([
        { Name: 'ErrorAction Identity ImapEnabled' },
      ]);
      expect((await awkwardState()).Calls).toBe(Calls + 2);
    });

    it.each([
      ['one', ['a'], '1'],
      ['none', [], '0'],
      ['several', ['a', 'b'], '2'],
    ])('brings a list of %s as a list', async (_case, list, count) => {
      const { objects, end, noise } = await change('Set-Mailbox', { Identity: 'a', GrantSendOnBehalfTo: list });
      expect([objects.map(({ Name }) => String(Name)), noise]).toEqual([[count], []]);
      expect(end.value).toMatchObject({ warnings: ['something to know'] });
    });

    it.each([
      ['an error', 'error', 'WriteError'],
      ['a way out', 'break', 'OperationStopped'],
      ['an exception', 'throw', 'OperationStopped'],
    ])('that ends with %s is answered once, and made once', async (_case, identity, category) => {
      const { Calls } = await awkwardState();
      const { end } = await change('Set-Mailbox', { Identity: identity, GrantSendOnBehalfTo: ['a'] });
      expect(end).toMatchObject({ kind: 'error', value: { category } });
      expect((await awkwardState()).Calls).toBe(Calls + 1);
    });

    it('leaves nothing of what it was given behind', async () => {
      await change('Set-Mailbox', { Identity: 'error', GrantSendOnBehalfTo: ['planted-text'] });
      const lines = await shell.say("($Error | Out-String).Contains('planted-text'); (Get-History | Out-String).Contains('planted-text')");
      expect(lines.filter((line) => line !== '')).toEqual(['False', 'False']);
    });
  });

  it('exports its five functions and nothing else', async () => {
    const lines = await shell.say("(Get-Command -Module Mailscope.Bridge).Name -join ' '");
    expect(lines).toContain(
      'Connect-MailscopeExchange Disconnect-MailscopeExchange Get-MailscopeCommand Invoke-MailscopeChange Invoke-MailscopeCmdlet',
    );
  });
});

describe.skipIf(powershellPath === null)('real PowerShell: the bridge without a module that it can use', () => {
  it.each([
    ['there is none', null, 'MailscopeModuleMissing'],
    ['it is too old', '3.1.0', 'MailscopeModuleTooOld'],
  ])('says so where %s', async (_what, version, id) => {
    const folder = mkdtempSync(join(tmpdir(), 'mailscope-no-module-'));
    const environment = createAwkwardModule(folder, version ?? '3.9.0').environment;
    const shell = await BridgeShell.open(version === null ? { ...environment, PSModulePath: join(folder, 'home') } : environment);
    const { end } = await shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'x' }, TOKEN);
    await shell.close();
    rmSync(folder, { recursive: true, force: true });
    expect(end).toMatchObject({ kind: 'error', value: { category: 'NotInstalled', id } });
  });

  it('hands the token over as a SecureString where the module wants one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailscope-secure-'));
    const shell = await BridgeShell.open(createAwkwardModule(folder, '3.2.0', 'securestring').environment);
    const { end } = await shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'x' }, TOKEN);
    const state = await shell.say('(Get-AwkwardState).Token');
    await shell.close();
    rmSync(folder, { recursive: true, force: true });
    expect(end.kind).toBe('done');
    expect(state).toContain(`secure ${TOKEN}`);
  });

  it('takes a function of the same name from elsewhere for nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailscope-planted-'));
    const shell = await BridgeShell.open(createAwkwardModule(folder).environment);
    await shell.say(
      "function global:Get-RoleGroup { [Console]::Out.WriteLine('planted') }; function global:Connect-ExchangeOnline { [Console]::Out.WriteLine('planted') }",
    );
    const { end } = await shell.cmdlet('Get-RoleGroup');
    expect(end).toMatchObject({ kind: 'error', value: { id: 'CommandNotFoundException' } });
    await shell.close();
    rmSync(folder, { recursive: true, force: true });
    expect(shell.output).not.toContain('planted');
  });
});

describe('the text of the bridge', () => {
  const text = readFileSync(join(import.meta.dirname, '../../resources/powershell/Mailscope.Bridge.psm1'), 'utf8');

  it.each([
    'Invoke-Expression',
    'iex ',
    'AddScript',
    'NewScriptBlock',
    'ScriptBlock]::Create',
    'ExpandString',
    'Start-Process',
    'Add-Type',
  ])('does not have %s', (word) => {
    expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  });
});
