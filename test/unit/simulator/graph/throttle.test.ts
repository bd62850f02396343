import { describe, expect, it } from 'vitest';
import { readQueryOptions, type QueryOptions } from '../../../../src/simulator/graph/query-options';
import { Throttle, costOf } from '../../../../src/simulator/graph/throttle';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';

function options(query: string): QueryOptions {
  const read = readQueryOptions([...new URLSearchParams(query)], undefined);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const TENANT = '2f17b1c6-6d82-465d-9eb8-894bdab3de29';

describe('what a request costs', () => {
  it.each([
    ['/users', '', 2],
    ['/users', '$select=id', 1],
    ['/users', '$select=id&$expand=memberOf', 2],
    ['/users', '$top=10&$select=id', 1],
    ['/groups/{id}/members', '', 3],
    ['/groups/{id}/transitiveMembers', '$select=id', 4],
    ['/organization', '$select=id', 1],
  ])('%s?%s: %i', (template, query, units) => {
    expect(costOf(template, options(query))).toBe(units);
  });
});

describe('the limit of an app in a tenant', () => {
  it.each([
    [49, 3500],
    [50, 5000],
    [501, 8000],
  ])('with %i users is %i units in ten seconds, and says how long to wait', (users, units) => {
    const clock = createSimulatedClock();
    const throttle = new Throttle(clock, () => users);
    const admit = (appId = 'app') => throttle.admitDirectory(appId, TENANT, '/groups/{id}', options(''));
    for (let count = 0; count < units; count += 1) expect(admit().retryAfterSeconds).toBeNull();
    const refused = admit();
    expect(refused.retryAfterSeconds).toBe(1);
    expect(refused.headers['x-ms-throttle-scope']).toBe(`Tenant_Application/Read/app/${TENANT}`);
    expect(admit('another app').retryAfterSeconds).toBeNull();
    clock.advance(999);
    const half = Math.floor(units * 0.0999);
    for (let count = 0; count < half; count += 1) expect(admit().retryAfterSeconds).toBeNull();
    expect(admit().retryAfterSeconds).not.toBeNull();
  });

  it('is told from four fifths on', () => {
    const throttle = new Throttle(createSimulatedClock(), () => 10);
    const admit = () => throttle.admitDirectory('app', TENANT, '/groups/{id}', options('')).headers['x-ms-throttle-limit-percentage'];
    for (let count = 0; count < 2799; count += 1) expect(admit()).toBeUndefined();
    expect(admit()).toBe('0.80');
  });

  it('lets keyCredentials of applications be listed 150 times a minute', () => {
    const clock = createSimulatedClock();
    const throttle = new Throttle(clock, () => 600);
    const admit = () => throttle.admitDirectory('app', TENANT, '/applications', options('$select=id,keyCredentials')).retryAfterSeconds;
    for (let count = 0; count < 150; count += 1) expect(admit()).toBeNull();
    expect(admit()).toBe(1);
    clock.advance(400);
    expect(admit()).toBeNull();
  });
});

describe('the limit of writes', () => {
  it('is 3,000 of an app in two and a half minutes', () => {
    const clock = createSimulatedClock();
    const throttle = new Throttle(clock, () => 600);
    const admit = (appId = 'app') => throttle.admitWrite(appId, TENANT);
    for (let count = 0; count < 3000; count += 1) expect(admit().retryAfterSeconds).toBeNull();
    const refused = admit();
    expect(refused.retryAfterSeconds).toBe(1);
    expect(refused.headers['x-ms-throttle-scope']).toBe(`Tenant_Application/Write/app/${TENANT}`);
    expect(admit('another app').retryAfterSeconds).toBeNull();
    clock.advance(50);
    expect(admit().retryAfterSeconds).toBeNull();
  });

  it('is 18,000 of all apps together in five', () => {
    const throttle = new Throttle(createSimulatedClock(), () => 600);
    for (let count = 0; count < 18_000; count += 1) expect(throttle.admitWrite(`app ${count % 10}`, TENANT).retryAfterSeconds).toBeNull();
    expect(throttle.admitWrite('one more app', TENANT).retryAfterSeconds).toBe(1);
  });
});

describe('the limit of an app and a mailbox', () => {
  it('is four requests at once', () => {
    const throttle = new Throttle(createSimulatedClock(), () => 10);
    const admit = (mailbox = 'm') => throttle.admitMailbox('app', mailbox).retryAfterSeconds;
    expect([admit(), admit(), admit(), admit()]).toEqual([null, null, null, null]);
    expect(admit()).toBe(1);
    expect(admit('another')).toBeNull();
    throttle.leaveMailbox('app', 'm');
    expect(admit()).toBeNull();
  });

  it('is ten thousand in ten minutes', () => {
    const throttle = new Throttle(createSimulatedClock(), () => 10);
    for (let count = 0; count < 10_000; count += 1) {
      expect(throttle.admitMailbox('app', 'm').retryAfterSeconds).toBeNull();
      throttle.leaveMailbox('app', 'm');
    }
    expect(throttle.admitMailbox('app', 'm').retryAfterSeconds).toBe(1);
  });
});
