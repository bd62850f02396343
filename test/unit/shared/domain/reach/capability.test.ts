import { describe, expect, it } from 'vitest';
import {
  ALL_CAPABILITIES,
  bitOf,
  CAPABILITIES,
  capabilitiesIn,
  closeMask,
  maskOf,
  NO_CAPABILITIES,
  strongestOf,
  type Capability,
} from '../../../../../src/shared/domain/reach/capability';

describe('implication: write brings read; mail and calendar read bring the basics; nothing else implies anything', () => {
  const closures: readonly (readonly [Capability, readonly Capability[]])[] = [
    ['mail.write', ['mail.readBasic', 'mail.read', 'mail.write']],
    ['mail.read', ['mail.readBasic', 'mail.read']],
    ['settings.write', ['settings.read', 'settings.write']],
    ['calendar.write', ['calendar.readBasic', 'calendar.read', 'calendar.write']],
    ['calendar.read', ['calendar.readBasic', 'calendar.read']],
    ['contacts.write', ['contacts.read', 'contacts.write']],
    ['folders.write', ['folders.read', 'folders.write']],
    ['config.write', ['config.read', 'config.write']],
  ];
  it.each(closures)('%s', (capability, expected) => {
    expect(capabilitiesIn(maskOf(capability))).toEqual(expected);
  });

  it.each(CAPABILITIES.filter((capability) => !closures.some(([holder]) => holder === capability)))(
    '%s brings itself alone',
    (capability) => {
      expect(capabilitiesIn(maskOf(capability))).toEqual([capability]);
    },
  );

  it('closing twice changes nothing', () => {
    for (let mask = 0; mask <= ALL_CAPABILITIES; mask += 97) expect(closeMask(closeMask(mask))).toBe(closeMask(mask));
  });
});

describe('masks', () => {
  it('hold every capability once', () => {
    expect(capabilitiesIn(ALL_CAPABILITIES)).toEqual([...CAPABILITIES]);
    expect(new Set(CAPABILITIES.map(bitOf)).size).toBe(CAPABILITIES.length);
    expect(capabilitiesIn(NO_CAPABILITIES)).toEqual([]);
  });
});

describe('the strongest of several', () => {
  it.each([
    [['mail.read', 'mail.write', 'mail.send'], 'mail.write'],
    [['mail.read', 'mail.send'], 'mail.send'],
    [['calendar.write', 'mail.readBasic'], 'mail.readBasic'],
    [['calendar.read'], 'calendar.read'],
    [[], null],
  ] as const)('%j: %s', (capabilities, expected) => {
    expect(strongestOf(maskOf(...capabilities))).toBe(expected);
  });

  it('every capability alone is its own strongest', () => {
    for (const capability of CAPABILITIES) expect(strongestOf(bitOf(capability))).toBe(capability);
  });
});
