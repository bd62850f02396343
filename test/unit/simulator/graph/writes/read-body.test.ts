import { describe, expect, it } from 'vitest';
import { choice, flag, guid, listOf, maybe, object, text, time } from '../../../../../src/simulator/graph/writes/body-shapes';
import { readBody, type BodyFacts } from '../../../../../src/simulator/graph/writes/read-body';

const FACTS: BodyFacts = {
  type: 'application',
  entity: 'application',
  properties: {
    displayName: text(5),
    notes: maybe(text()),
    isFallbackPublicClient: flag(),
    id: guid(),
    createdDateTime: time(),
    signInAudience: choice('A', 'B'),
    tags: listOf(text()),
    web: object('webApplication', { redirectUris: listOf(text()) }),
    uniqueName: text(),
  },
  onlyAtCreation: ['uniqueName'],
  readOnly: ['appId'],
  required: ['displayName'],
};

describe('a body', () => {
  it.each([
    ['all in order', { displayName: 'x', tags: ['a'], web: { redirectUris: [] }, notes: null }, null],
    ['its own type', { '@odata.type': '#microsoft.graph.application', displayName: 'x' }, null],
    ['another type', { '@odata.type': '#microsoft.graph.user', displayName: 'x' }, '@odata.type'],
    ['too long', { displayName: 'longer' }, 'longer than the 5'],
    ['a null that may not be', { displayName: 'x', isFallbackPublicClient: null }, 'Edm.Boolean'],
    ['no id', { displayName: 'x', id: '1234' }, 'Edm.Guid'],
    ['no time', { displayName: 'x', createdDateTime: '21.11.2026' }, 'Edm.DateTimeOffset'],
    ['a time that there is not', { displayName: 'x', createdDateTime: '2026-13-41T00:00:00Z' }, 'Edm.DateTimeOffset'],
    ['no choice', { displayName: 'x', signInAudience: 'C' }, 'signInAudience'],
    ['a list with something else in it', { displayName: 'x', tags: [1] }, 'tags'],
    [
      'an object with something else in it',
      { displayName: 'x', web: { logo: 1 } },
      "'logo' does not exist on type 'microsoft.graph.webApplication'",
    ],
    ['what the directory decides', { displayName: 'x', appId: 'y' }, 'read-only'],
    ['what is not held', { displayName: 'x', description: 'y' }, 'does not hold'],
    ['what there is not', { displayName: 'x', colour: 'y' }, "'colour' does not exist"],
    ['another case', { DisplayName: 'x' }, "'DisplayName' does not exist"],
    ['what is required left out', { notes: 'x' }, "'displayName' of resource 'Application'"],
    ['what is required empty', { displayName: '' }, "'displayName'"],
    ['a list instead', [], 'JSON request payload'],
    ['nothing', null, 'Empty Payload'],
  ])('with %s', (_what, body, message) => {
    const read = readBody(body, FACTS, 'create');
    expect(read.ok ? null : read.error.message).toEqual(message === null ? null : expect.stringContaining(message));
  });

  it('of a change needs something to change, and nothing that only creation takes', () => {
    expect(readBody({}, FACTS, 'change').ok).toBe(false);
    expect(readBody({ notes: 'x' }, FACTS, 'change')).toEqual({ ok: true, value: { notes: 'x' } });
    expect(readBody({ uniqueName: 'x' }, FACTS, 'change').ok).toBe(false);
  });

  it('of an action may be left out where nothing is required', () => {
    expect(readBody(null, { type: 'x', entity: null, properties: {} }, 'action')).toEqual({ ok: true, value: {} });
  });
});
