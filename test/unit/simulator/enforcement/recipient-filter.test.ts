import { describe, expect, it } from 'vitest';
import { matchFilter } from '../../../../src/simulator/enforcement/filter-match';
import { readFilter } from '../../../../src/simulator/enforcement/recipient-filter';
import { createSmallTenant } from '../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';

const { state } = createSmallTenant(1, createSimulatedClock());
const support = state.mailboxesByAddress.first('support@aldermoor.example')!;
const bookingPilot = [...state.exchangeGroups].find((group) => group.Name === 'Booking Pilot')!;
const kelham = state.mailboxesByAddress.first('room.kelham@aldermoor.example')!;

const match = (filter: string, mailbox = support): boolean | null | 'no filter' => {
  const node = readFilter(filter);
  return node === null ? 'no filter' : matchFilter(state, node, mailbox);
};

describe('a recipient filter about the mailbox support@', () => {
  it.each<[string, ReturnType<typeof match>]>([
    ["CustomAttribute1 -eq 'HELPDESK'", true],
    ["CustomAttribute1 -ne 'helpdesk'", false],
    ['CustomAttribute3 -eq $null', true],
    ["CustomAttribute3 -eq ''", true],
    ['CustomAttribute3 -ne $null', false],
    ["Department -like 'Ser*'", true],
    ["Department -like '*vice'", true],
    ["Department -like '*erv*'", true],
    ["Department -like 'erv*'", false],
    ["Department -notlike 'Ser*'", false],
    ["EmailAddresses -eq 'smtp:help@aldermoor.example'", true],
    ["EmailAddresses -like 'help@*'", true],
    ["EmailAddresses -ne 'help@aldermoor.example'", false],
    ["-not (City -eq 'Utrecht') -and Alias -eq 'support'", true],
    ["!(City -eq 'Utrecht')", true],
    ["City -eq 'Utrecht' -or City -eq 'Sheffield' -and Alias -eq 'nobody'", false],
    ["(City -eq 'Utrecht' -or City -eq 'Sheffield') -and Alias -eq 'support'", true],
    ["DisplayName -eq 'O''Hara'", false],
    // What is not known stays not known, unless the other side decides.
    ["Title -eq 'x'", null],
    ["Title -eq 'x' -or Alias -eq 'support'", true],
    ["Title -eq 'x' -and Alias -eq 'nobody'", false],
    ["-not(Title -eq 'x')", null],
    ["City -gt 'A'", null],
    ["Department -like 'S*e'", null],
    ['HiddenFromAddressListsEnabled -eq $false', null],
    ["MemberOfGroup -eq 'CN=Nobody'", null],
    // What is no filter at all.
    ['City -eq Sheffield', 'no filter'],
    ["City -eq 'Sheffield' -and", 'no filter'],
    ["(City -eq 'Sheffield'", 'no filter'],
    ["City 'Sheffield'", 'no filter'],
    ['', 'no filter'],
  ])('%s → %s', (filter, expected) => {
    expect(match(filter)).toBe(expected);
  });

  it('counts direct members of a group only', () => {
    const filter = `MemberOfGroup -eq '${bookingPilot.DistinguishedName}'`;
    expect([match(filter, kelham), match(filter)]).toEqual([true, false]);
  });
});
