import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import { codeOf, getGraph, madeUpToken, personToken } from '../support/simulator-client';

/** What real calls of an app show of a mailbox: each kind of content has its own permission. */
describe('calendars, contacts and settings of a mailbox', () => {
  let simulator: RunningSimulator;
  let box: string;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    box = [...simulator.state().mailboxes].find(
      ({ RecipientTypeDetails }) => RecipientTypeDetails === 'SharedMailbox',
    )!.ExternalDirectoryObjectId;
  });
  afterAll(() => simulator.stop());
  const get = (roles: readonly string[], path: string) => getGraph(simulator, madeUpToken(simulator, roles), `/v1.0/users/${box}/${path}`);

  it.each([
    ['calendar/events?$top=1&$select=id', 'Calendars.Read'],
    ['calendar/events', 'Calendars.ReadBasic.All'],
    ['contacts?$top=1&$select=id', 'Contacts.Read'],
    ['mailboxSettings', 'MailboxSettings.Read'],
    ['mailFolders?$top=1&$select=id', 'Mail.Read'],
  ])('%s is opened by %s, and by nothing else', async (path, role) => {
    expect((await get([role], path)).status).toBe(200);
    const other = role.startsWith('Mail.') ? 'Contacts.Read' : 'Mail.ReadWrite';
    const refused = await get([other], path);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'ErrorAccessDenied']);
  });

  it('the settings say what kind of mailbox it is', async () => {
    expect((await get(['MailboxSettings.Read'], 'mailboxSettings')).body).toMatchObject({
      userPurpose: 'shared',
      automaticRepliesSetting: { status: 'disabled' },
    });
    const chosen = await get(['MailboxSettings.Read'], 'mailboxSettings?$select=timeZone');
    expect(Object.keys(chosen.body)).toEqual(['@odata.context', 'timeZone']);
  });

  it('a person sees the own ones', async () => {
    const [own] = [...simulator.state().mailboxes].filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'UserMailbox');
    const token = personToken(simulator, own!.ExternalDirectoryObjectId, ['Calendars.Read', 'Contacts.Read', 'MailboxSettings.Read']);
    for (const path of ['calendar/events', 'contacts', 'mailboxSettings'])
      expect((await getGraph(simulator, token, `/v1.0/me/${path}`)).status).toBe(200);
  });
});
