import { describe, expect, it } from 'vitest';
import {
  booleanAnswer,
  findApp,
  findGroup,
  findMailboxes,
  findPolicy,
  textAnswer,
  textsAnswer,
} from '../../../../../src/shared/domain/plan/subjects';
import {
  accessPolicy,
  application,
  collection,
  exchangeGroup,
  group,
  guid,
  mailbox,
  pointer,
  servicePrincipal,
} from '../../../../support/collection-builder';
import { planContext } from '../../../../support/plan-cases';

const app = servicePrincipal('PCEmail');
const twins = ['one', 'two'].map((name) => servicePrincipal(name, { displayName: 'Twin' }));
const stray = pointer(servicePrincipal('Stray'));
const policy = accessPolicy(app.appId, 'DenyAccess', { id: guid('group Sales'), name: 'Sales' });
const context = planContext(
  collection({
    graph: {
      servicePrincipals: [app, ...twins],
      applications: [application(app)],
      groups: [group('Sales'), group('Other', { displayName: 'Same' })],
    },
    exchange: {
      mailboxes: [mailbox('Zoe'), mailbox('Anna'), mailbox('Ida', { DisplayName: 'Double' }), mailbox('Eva', { DisplayName: 'Double' })],
      groups: [exchangeGroup('Sales'), exchangeGroup('Third', { DisplayName: 'Same' })],
      servicePrincipals: [stray],
      applicationAccessPolicies: [
        policy,
        accessPolicy(app.appId, 'DenyAccess', { id: guid('group Sales'), name: 'Sales' }, { Identity: null }),
      ],
    },
  }),
);

describe('finding an app', () => {
  it.each([
    ['its app id', app.appId],
    ['its app id in capitals', app.appId.toUpperCase()],
    ['the object id of its enterprise application', app.id],
    ['a name that only it has', ' pcemail '],
  ])('knows it by %s', (_what, text) => {
    expect(findApp(context, text)).toMatchObject({ ok: true, value: { appId: app.appId, objectId: app.id, name: 'PCEmail' } });
  });

  it.each([
    ['nothing', '', /Say which app/],
    ['a name that two have', 'Twin', /No app of the reading/],
    ['the object id of its registration', application(app).id, /No app of the reading/],
    ['a pointer without an enterprise application', stray.AppId!, /no enterprise application/],
  ])('finds none by %s', (_what, text, message) => {
    expect(findApp(context, text)).toEqual({
      ok: false,
      error: { question: 'subject', message: expect.stringMatching(message) as string },
    });
  });
});

describe('finding mailboxes', () => {
  it('lists each once, in an order that does not depend on the answer', () => {
    const found = findMailboxes(context.reading, 'mailboxes', ['anna@contoso.com', 'ZOE@contoso.com', guid('user Anna')]);
    expect(found.ok && found.value.map((item) => item.name)).toEqual(['Zoe', 'Anna']);
  });

  it('says of every text that names none, or several, what is wrong with it', () => {
    const found = findMailboxes(context.reading, 'add', ['nobody@contoso.com', 'Double']);
    expect(!found.ok && found.error.map((problem) => problem.message)).toEqual([
      'No mailbox of the reading has the address "nobody@contoso.com".',
      '"Double" stands for 2 mailboxes (ida@contoso.com, eva@contoso.com). Give the address.',
    ]);
  });

  it('says why a mailbox may be there all the same', () => {
    const partial = planContext(collection({ coverage: { 'exchange.mailboxes': { state: 'partial', reason: 'stopped' } } }));
    const found = findMailboxes(partial.reading, 'add', ['x@contoso.com']);
    expect(!found.ok && found.error[0]?.message).toContain('exchange.mailboxes is partial (stopped)');
  });
});

describe('finding a group or a policy', () => {
  it.each([guid('group Sales'), 'sales@contoso.com', 'Sales', exchangeGroup('Sales').DistinguishedName!])('knows a group by %s', (text) => {
    expect(findGroup(context, 'group', text)).toMatchObject({
      ok: true,
      value: { id: guid('group Sales'), name: 'Sales', facts: { kind: 'mailSecurity' } },
    });
  });

  it.each([
    ['Same', /Several groups/],
    ['', /Say which group/],
    ['nobody', /No group of the reading/],
  ])('finds none by %j', (text, message) => {
    expect(findGroup(context, 'group', text)).toEqual({
      ok: false,
      error: { question: 'group', message: expect.stringMatching(message) as string },
    });
  });

  it('knows a policy by its identity only', () => {
    expect(findPolicy(context, policy.Identity!.toUpperCase())).toMatchObject({ ok: true, value: { identity: policy.Identity } });
    expect(findPolicy(context, 'Sales').ok).toBe(false);
    expect(findPolicy(context, 'policy 2')).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('does not hold the identity') as string },
    });
  });
});

describe('reading answers', () => {
  it('takes texts as a list, on lines, or with commas', () => {
    expect(textsAnswer({ a: [' x ', 'X', ''] }, 'a')).toEqual(['X']);
    expect(textsAnswer({ a: 'x, y;z\nw' }, 'a')).toEqual(['x', 'y', 'z', 'w']);
    expect(textsAnswer({}, 'a')).toEqual([]);
  });

  it('takes a yes as a word, and nothing from what every object has', () => {
    expect([booleanAnswer({ a: true }, 'a', false), booleanAnswer({ a: 'No' }, 'a', true), booleanAnswer({}, 'a', true)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(textAnswer({}, 'constructor')).toBe('');
  });
});
