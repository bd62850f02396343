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
  ])('%s %j', (name, parameters, expected) => {
    expect(bind(name, parameters)).toBe(expected);
  });
});
