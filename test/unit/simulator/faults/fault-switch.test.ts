import { describe, expect, it } from 'vitest';
import { FAULTS } from '../../../../src/simulator/faults/fault-names';
import { FaultSwitch } from '../../../../src/simulator/faults/fault-switch';

const hits = (faults: FaultSwitch, paths: readonly string[]): readonly boolean[] =>
  paths.map((path) => faults.takes('throttle', path) !== null);

describe('a counted fault', () => {
  it.each([
    ['throttle', ['/a', '/b'], [true, false]],
    ['throttle=2', ['/a', '/b', '/c'], [true, true, false]],
    ['throttle=1@/users', ['/groups', '/users', '/users'], [false, true, false]],
    ['throttle=1+2', ['/a', '/b', '/c', '/d'], [false, false, true, false]],
    ['throttle=1@/users+1', ['/users', '/groups', '/Users', '/users'], [false, false, true, false]],
    ['throttle=always', ['/a', '/b', '/c'], [true, true, true]],
  ])('%s', (text, paths, expected) => {
    const faults = new FaultSwitch();
    expect(faults.set(text)).toBeNull();
    expect(hits(faults, paths)).toEqual(expected);
  });

  it('carries its seconds', () => {
    const faults = new FaultSwitch();
    faults.set('throttle=2:45');
    expect(faults.takes('throttle', '/a')).toEqual({ seconds: 45 });
  });
});

describe('switching', () => {
  it.each(['colour', 'throttle=x', 'throttle=1:', 'slow', 'slow=fast', 'forbidden', 'mfa-required=yes', ''])(
    'refuses %s with a sentence',
    (text) => {
      expect(new FaultSwitch().set(text)).toMatch(/\.$/);
    },
  );

  it('knows every fault that it names, and switches each off', () => {
    const faults = new FaultSwitch();
    for (const { name, takes } of FAULTS) expect(faults.set(takes === 'count' || takes === 'nothing' ? name : `${name}=7`)).toBeNull();
    expect(faults.describe()).toHaveLength(FAULTS.length);
    for (const { name } of FAULTS) faults.clear(name);
    expect(faults.describe()).toEqual([]);
  });

  it('forbids a path by its template or a cmdlet by its name, in any case', () => {
    const faults = new FaultSwitch();
    faults.set('forbidden=/users/{id}');
    faults.set('forbidden=Get-Mailbox');
    expect(faults.forbids('/users/{id}', 'users/7')).toBe(true);
    expect(faults.forbids('get-mailbox')).toBe(true);
    expect(faults.forbids('/users', 'users')).toBe(false);
  });
});
