import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NodeHttp } from '../../src/main/adapters/http/node-http';
import { exchangeAnswer } from '../../src/main/adapters/tenant/exchange-problems';
import { OperatorTokens } from '../../src/main/adapters/tenant/operator-tokens';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { createStandIn } from '../powershell/support/generate-stand-in';
import { BridgeShell, type BridgeCallResult } from '../support/bridge-shell';
import { powershellPath } from '../support/find-powershell';
import { INJECTION_CORPUS } from '../support/injection-corpus';
import { referenceFolder } from '../support/reference';

type Given = Readonly<Record<string, unknown>>;

describe.skipIf(powershellPath === null || referenceFolder === null)('real PowerShell: changes through the bridge', () => {
  let simulator: RunningSimulator;
  let shell: BridgeShell;
  let folder: string;

  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    const tokens = new OperatorTokens({
      http: new NodeHttp(),
      address: simulator.url,
      tenantId: simulator.tenantId,
      operator: simulator.operator!,
      now: () => simulator.clock().now(),
    });
    const token = await tokens.token('exchange', { fresh: false }, new AbortController().signal);
    if (!token.ok) throw new Error(token.error.message);
    folder = mkdtempSync(join(tmpdir(), 'mailscope-changes-'));
    shell = await BridgeShell.open(createStandIn(folder, simulator.url).environment);
    await shell.call('Connect-MailscopeExchange', { mode: 'token', organization: 'contoso.example' }, token.value.token);
  });

  afterAll(async () => {
    await shell.close();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => simulator.log.clear());

  const change = (cmdlet: string, parameters: Given): Promise<BridgeCallResult> =>
    shell.call('Invoke-MailscopeChange', { cmdlet, parameters });
  const calls = () => simulator.log.all().flatMap(({ cmdlet, parameters }) => (cmdlet === undefined ? [] : [{ cmdlet, parameters }]));

  it('has every cmdlet of the list, with every parameter of the list', async () => {
    const text = readFileSync('resources/powershell/Mailscope.Bridge.psm1', 'utf8');
    const block = /\$script:Changes = @\{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
    const list = [...block.matchAll(/'([A-Z][a-z]+-[A-Za-z]+)'\s*= '([^|']*)/g)].map(([, name = '', parameters = '']) => ({
      name,
      parameters: parameters
        .trim()
        .split(' ')
        .map((word) => word.split(':')[0] ?? ''),
    }));
    expect(list.length).toBeGreaterThan(20);
    const { end } = await shell.call('Get-MailscopeCommand', { names: list.map(({ name }) => name) });
    expect(end.value).toEqual({ value: list.map(({ name }) => name), warnings: [] });
    for (const { name, parameters } of list) {
      const [known = ''] = await shell.say(`(Get-Command ${name}).Parameters.Keys -join ' '`);
      expect(known.split(' ')).toEqual(expect.arrayContaining(['Confirm', ...parameters]));
    }
  });

  it('makes a change, answers the object that is new, and asks nobody', async () => {
    const wish = { Name: 'Only sales', RecipientRestrictionFilter: "Department -eq 'Sales'" };
    const made = await change('New-ManagementScope', wish);
    expect(made.end).toEqual(expect.objectContaining({ kind: 'done', value: { value: { count: 1 }, warnings: [] } }));
    expect(made.objects).toEqual([expect.objectContaining({ Name: 'Only sales', RecipientFilter: "Department -eq 'Sales'" })]);
    expect((await change('Remove-ManagementScope', { Identity: 'Only sales' })).end.kind).toBe('done');
    expect(calls()).toEqual([
      { cmdlet: 'New-ManagementScope', parameters: { ...wish, Confirm: false } },
      { cmdlet: 'Remove-ManagementScope', parameters: { Identity: 'Only sales', Confirm: false } },
    ]);
    expect([...simulator.state().managementScopes].map(({ Name }) => Name)).not.toContain('Only sales');
  });

  it('passes a refusal on, and does not try again', async () => {
    const { end } = await change('Remove-ManagementScope', { Identity: 'no such scope' });
    expect(end).toMatchObject({ kind: 'error', value: { category: 'ObjectNotFound' } });
    expect(calls()).toHaveLength(1);
  });

  it('makes a change once where the connection is cut after it was made, and says that nobody answered', async () => {
    await change('Remove-ManagementScope', { Identity: 'to keep a connection' });
    simulator.log.clear();
    simulator.faults.set('drop-after-commit=1');
    const { end } = await change('New-ManagementScope', { Name: 'Once', RecipientRestrictionFilter: "City -eq 'Ulm'" });
    expect(calls()).toHaveLength(1);
    expect([...simulator.state().managementScopes].filter(({ Name }) => Name === 'Once')).toHaveLength(1);
    expect(exchangeAnswer({ kind: 'error', ...(end.value as { category: string; id: string; message: string }) })).toMatchObject({
      kind: 'unreachable',
    });
  });

  it('says what the service warns of', async () => {
    const mailbox = [...simulator.state().mailboxes][0]!;
    const given = { Identity: mailbox.ExternalDirectoryObjectId, MessageCopyForSentAsEnabled: mailbox.MessageCopyForSentAsEnabled };
    const { end } = await change('Set-Mailbox', given);
    expect(end.value).toEqual({ value: { count: 0 }, warnings: [expect.stringContaining('no settings of')] });
  });

  it.each([
    ['what a reading has', 'Get-Mailbox', {}, 'MailscopeCmdletNotAllowed'],
    ['what is on no list', 'Remove-Mailbox', { Identity: 'a' }, 'MailscopeCmdletNotAllowed'],
    ['what is no cmdlet of the module', 'Invoke-Expression', { Command: 'exit' }, 'MailscopeCmdletNotAllowed'],
    ['a parameter that skips a question', 'Remove-ManagementScope', { Identity: 'a', Force: true }, 'MailscopeParameterNotAllowed'],
    ['a confirmation of somebody else’s', 'Remove-ManagementScope', { Identity: 'a', Confirm: true }, 'MailscopeParameterNotAllowed'],
    ['a list where a text belongs', 'Remove-ManagementScope', { Identity: ['a', 'b'] }, 'MailscopeParameterInvalid'],
    ['a text where a truth belongs', 'Set-CASMailbox', { Identity: 'a', ImapEnabled: 'false' }, 'MailscopeParameterInvalid'],
    ['an object', 'Set-Mailbox', { Identity: 'a', GrantSendOnBehalfTo: { Add: 'b' } }, 'MailscopeParameterInvalid'],
  ])('refuses %s before it is sent', async (_what, cmdlet, parameters, id) => {
    const { end } = await change(cmdlet, parameters);
    expect([end.kind, (end.value as { readonly id: string }).id]).toEqual(['error', id]);
    expect(calls()).toEqual([]);
  });

  it.each(['New-ManagementScope', 'Remove-ApplicationAccessPolicy', 'Set-Mailbox', 'Add-MailboxPermission'])(
    'does not let a reading call %s',
    async (cmdlet) => {
      const { end } = await shell.cmdlet(cmdlet, { Identity: 'a' });
      expect([end.kind, (end.value as { readonly id: string }).id]).toEqual(['error', 'MailscopeCmdletNotAllowed']);
      expect(calls()).toEqual([]);
    },
  );

  const PLACES: readonly (readonly [string, string, (text: string) => Given])[] = [
    ['the name of a scope', 'New-ManagementScope', (text) => ({ Name: text, RecipientRestrictionFilter: '(' })],
    ['a filter', 'New-ManagementScope', (text) => ({ Name: 'x', RecipientRestrictionFilter: text })],
    [
      'a description',
      'New-ApplicationAccessPolicy',
      (text) => ({ AppId: ['no app'], AccessRight: 'RestrictAccess', PolicyScopeGroupId: 'nobody', Description: text }),
    ],
    [
      'an app in a list',
      'New-ApplicationAccessPolicy',
      (text) => ({ AppId: ['a', text], AccessRight: 'DenyAccess', PolicyScopeGroupId: text }),
    ],
    [
      'the name of a group',
      'New-DistributionGroup',
      (text) => ({ Name: text, Notes: text, Type: 'Security', ManagedBy: ['nobody at all'] }),
    ],
    ['a member', 'Add-DistributionGroupMember', (text) => ({ Identity: 'no such group', Member: text })],
    ['a delegate', 'Add-MailboxPermission', (text) => ({ Identity: 'no such mailbox', User: text, AccessRights: ['FullAccess'] })],
    ['whoever may send on behalf', 'Set-Mailbox', (text) => ({ Identity: 'no such mailbox', GrantSendOnBehalfTo: [text, 'b'] })],
    ['what is removed', 'Remove-ManagementRoleAssignment', (text) => ({ Identity: text })],
  ];

  it.each(INJECTION_CORPUS)('brings %s to the tenant as itself, wherever it stands', async (_name, text) => {
    for (const [where, cmdlet, parametersOf] of PLACES) {
      simulator.log.clear();
      const parameters = parametersOf(text);
      const { end, noise } = await change(cmdlet, parameters);
      expect([where, ['done', 'error'].includes(end.kind), noise]).toEqual([where, true, []]);
      expect(calls()).toEqual([{ cmdlet, parameters: { ...parameters, Confirm: false } }]);
    }
  });
});
