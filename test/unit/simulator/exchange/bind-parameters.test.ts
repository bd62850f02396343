import { describe, expect, it } from 'vitest';
import { bindParameters } from '../../../../src/simulator/exchange/bind-parameters';
import { CMDLETS } from '../../../../src/simulator/exchange/cmdlet-facts';

function bind(name: string, parameters: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] | string {
  const facts = CMDLETS.find((cmdlet) => cmdlet.name === name);
  if (!facts) throw new Error(`there is no ${name}`);
  const bound = bindParameters(facts, parameters);
  return bound.ok ? [...bound.value] : `${bound.error.category} ${bound.error.id.split(',')[0]}: ${bound.error.message.split('. ')[0]}`;
}

describe('parameters are bound as PowerShell binds them', () => {
  it.each([
    ['Get-Mailbox', {}, []],
    ['Get-Mailbox', { resultsize: 'unlimited' }, [['ResultSize', Infinity]]],
    [
      'Get-Mailbox',
      { ResultSize: 5, RecipientTypeDetails: 'SharedMailbox' },
      [
        ['ResultSize', 5],
        ['RecipientTypeDetails', ['SharedMailbox']],
      ],
    ],
    ['Get-EXOMailbox', { PropertySets: ['Minimum', 'Custom'] }, [['PropertySets', ['Minimum', 'Custom']]]],
    ['Get-EXOMailboxPermission', { ResultSize: 'Unlimited' }, [['ResultSize', Infinity]]],
    [
      'Test-ApplicationAccessPolicy',
      { Identity: 'a', AppID: 'b' },
      [
        ['Identity', 'a'],
        ['AppId', 'b'],
      ],
    ],
    [
      'Set-CASMailbox',
      { Identity: 'a', SmtpClientAuthenticationDisabled: null },
      [
        ['Identity', 'a'],
        ['SmtpClientAuthenticationDisabled', null],
      ],
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', ForwardingSmtpAddress: null },
      [
        ['Identity', 'a'],
        ['ForwardingSmtpAddress', null],
      ],
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', GrantSendOnBehalfTo: 'b' },
      [
        ['Identity', 'a'],
        ['GrantSendOnBehalfTo', { kind: 'replace', values: ['b'] }],
      ],
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', GrantSendOnBehalfTo: null },
      [
        ['Identity', 'a'],
        ['GrantSendOnBehalfTo', { kind: 'replace', values: [] }],
      ],
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', GrantSendOnBehalfTo: { ADD: 'b', remove: ['c', 'd'] } },
      [
        ['Identity', 'a'],
        ['GrantSendOnBehalfTo', { kind: 'change', add: ['b'], remove: ['c', 'd'] }],
      ],
    ],
    [
      'New-ServicePrincipal',
      { AppId: 'a', ServiceId: 'b' },
      [
        ['AppId', 'a'],
        ['ServiceId', 'b'],
      ],
    ],
    [
      'New-ServicePrincipal',
      { AppId: 'a', ObjectId: 'b', Confirm: false },
      [
        ['AppId', 'a'],
        ['ObjectId', 'b'],
        ['Confirm', false],
      ],
    ],
  ])('%s %j', (name, parameters, expected) => {
    expect(bind(name, parameters)).toEqual(expected);
  });
});

describe('what cannot be bound is refused in the words of PowerShell', () => {
  it.each([
    [
      'Get-Mailbox',
      { Colour: 1 },
      "InvalidArgument NamedParameterNotFound: A parameter cannot be found that matches parameter name 'Colour'.",
    ],
    [
      'Get-Mailbox',
      { Identity: 'a', Anr: 'b' },
      'InvalidArgument AmbiguousParameterSet: Parameter set cannot be resolved using the specified named parameters',
    ],
    [
      'Get-MailboxPermission',
      {},
      'InvalidArgument MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: Identity.',
    ],
    [
      'Test-ApplicationAccessPolicy',
      { Identity: 'a' },
      'InvalidArgument MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: AppId.',
    ],
    [
      'Get-Mailbox',
      { ResultSize: 'many' },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'ResultSize'",
    ],
    [
      'Get-Mailbox',
      { ResultSize: 0 },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'ResultSize'",
    ],
    [
      'Get-Mailbox',
      { Archive: 'yes' },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'Archive'",
    ],
    [
      'Get-Mailbox',
      { Identity: null },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'Identity'",
    ],
    [
      'Get-EXOMailbox',
      { Properties: [1] },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'Properties'",
    ],
    [
      'New-ServicePrincipal',
      { ObjectId: 'a' },
      'InvalidArgument MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: AppId.',
    ],
    [
      'New-ServicePrincipal',
      { AppId: 'a' },
      'InvalidArgument MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: ObjectId.',
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', GrantSendOnBehalfTo: { Append: 'b' } },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'GrantSendOnBehalfTo'",
    ],
    [
      'Set-Mailbox',
      { Identity: 'a', HiddenFromAddressListsEnabled: null },
      "InvalidData ParameterArgumentTransformationError: Cannot process argument transformation on parameter 'HiddenFromAddressListsEnabled'",
    ],
    [
      'New-ManagementRoleAssignment',
      { Role: 'a', App: 'b', CustomRecipientWriteScope: 'c' },
      'InvalidArgument AmbiguousParameterSet: Parameter set cannot be resolved using the specified named parameters',
    ],
    [
      'New-ManagementRoleAssignment',
      { Name: 'a', Role: 'b' },
      'InvalidArgument MissingMandatoryParameter: Cannot process command because of one or more missing mandatory parameters: App.',
    ],
  ])('%s %j', (name, parameters, expected) => {
    expect(bind(name, parameters)).toBe(expected);
  });
});
