import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type RunningSimulator } from '../../src/simulator/server/start-simulator';
import type { Mailbox } from '../../src/simulator/state/exchange-types';
import { codeOf, madeUpToken, personToken, postBatch } from '../support/simulator-client';
import { sendGraph } from '../support/simulator-writes';

/** https://learn.microsoft.com/graph/api/user-sendmail */
describe('mail, sent by Graph', () => {
  let simulator: RunningSimulator;
  let from: Mailbox;
  let to: Mailbox;
  beforeAll(async () => {
    simulator = await startSimulator({ standing: true });
    const boxes = [...simulator.state().mailboxes].filter(({ RecipientTypeDetails }) => RecipientTypeDetails === 'UserMailbox');
    [from, to] = boxes as [Mailbox, Mailbox];
  });
  afterAll(() => simulator.stop());

  const message = (subject: string, address = to.PrimarySmtpAddress): Record<string, unknown> => ({
    subject,
    body: { contentType: 'Text', content: 'Ping' },
    toRecipients: [{ emailAddress: { address } }],
  });
  const send = (token: string, body: unknown, path = `/v1.0/users/${from.PrimarySmtpAddress}/sendMail`) =>
    sendGraph(simulator, token, 'POST', path, body);
  const subjects = (box: Mailbox, folder: string): readonly string[] =>
    simulator
      .state()
      .mail.of(box.ExternalDirectoryObjectId)
      .filter((item) => item.folder === folder)
      .map((item) => item.subject);

  it('arrives, and is kept', async () => {
    const answer = await send(madeUpToken(simulator, ['Mail.Send']), { message: message('One') });
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(subjects(to, 'Inbox')).toContain('One');
    expect(subjects(from, 'Sent Items')).toContain('One');
  });

  it('is not kept, where that is asked for', async () => {
    await send(madeUpToken(simulator, ['Mail.Send']), { message: message('Two'), saveToSentItems: false });
    // The page of the request shows the flag as text.
    await send(madeUpToken(simulator, ['Mail.Send']), { message: message('Three'), saveToSentItems: 'false' });
    expect(subjects(to, 'Inbox')).toEqual(expect.arrayContaining(['Two', 'Three']));
    expect(subjects(from, 'Sent Items').filter((subject) => ['Two', 'Three'].includes(subject))).toEqual([]);
  });

  it.each([
    ['no message', () => ({})],
    ['nobody to send it to', () => ({ message: { subject: 'x' } })],
    ['an address that is none', () => ({ message: message('x', 'somebody') })],
    ['a property that there is not', () => ({ message: { ...message('x'), to: [] } })],
  ])('is refused: %s', async (_what, body) => {
    expect((await send(madeUpToken(simulator, ['Mail.Send']), body())).status).toBe(400);
  });

  it('is refused to an app without the permission', async () => {
    const answer = await send(madeUpToken(simulator, ['Mail.ReadWrite']), { message: message('x') });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'ErrorAccessDenied']);
  });

  it('is sent by a person from the own mailbox, and from no other', async () => {
    const token = personToken(simulator, from.ExternalDirectoryObjectId, ['Mail.Send']);
    expect((await send(token, { message: message('Mine') }, '/v1.0/me/sendMail')).status).toBe(202);
    const elsewhere = await send(token, { message: message('x') }, `/v1.0/users/${to.PrimarySmtpAddress}/sendMail`);
    expect([elsewhere.status, codeOf(elsewhere)]).toEqual([403, 'ErrorAccessDenied']);
    const asAnother = { ...message('x'), from: { emailAddress: { address: to.PrimarySmtpAddress } } };
    expect(codeOf(await send(token, { message: asAnother }, '/v1.0/me/sendMail'))).toBe('ErrorSendAsDenied');
  });

  it('is sent from no mailbox that there is not', async () => {
    const answer = await send(
      madeUpToken(simulator, ['Mail.Send']),
      { message: message('x') },
      '/v1.0/users/nobody@nowhere.example/sendMail',
    );
    expect(answer.status).toBe(404);
  });

  it('is sent by a batch too', async () => {
    const { body } = await postBatch(simulator, madeUpToken(simulator, ['Mail.Send']), [
      {
        id: '1',
        method: 'POST',
        url: `/users/${from.PrimarySmtpAddress}/sendMail`,
        headers: { 'Content-Type': 'application/json' },
        body: { message: message('Batched') },
      },
    ]);
    expect(body['responses']).toEqual([expect.objectContaining({ id: '1', status: 202 })]);
    expect(subjects(to, 'Inbox')).toContain('Batched');
  });
});
