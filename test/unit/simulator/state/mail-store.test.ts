import { describe, expect, it } from 'vitest';
import { createSmallTenant } from '../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';

describe('the messages of a simulated tenant', () => {
  const { state } = createSmallTenant(7, createSimulatedClock());
  const mailbox = state.mailboxesByAddress.first('support@aldermoor.example')!;

  it('are there when somebody first looks, and the same in a tenant made again', () => {
    const again = createSmallTenant(7, createSimulatedClock()).state;
    const messages = state.mail.of(mailbox.ExternalDirectoryObjectId);
    expect(messages.length).toBeGreaterThanOrEqual(3);
    expect(again.mail.of(mailbox.ExternalDirectoryObjectId)).toEqual(messages);
  });

  it('lie between the past and the tenant’s now, oldest first', () => {
    const times = state.mail.of(mailbox.ExternalDirectoryObjectId).map((message) => Date.parse(message.receivedDateTime));
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(Math.max(...times)).toBeLessThan(state.madeAt);
  });

  it('stay as they were changed', () => {
    const [first] = state.mail.of(mailbox.ExternalDirectoryObjectId);
    expect(state.mail.replace(mailbox.ExternalDirectoryObjectId.toUpperCase(), { ...first!, isRead: true, subject: 'Changed' })).toBe(true);
    expect(state.mail.of(mailbox.ExternalDirectoryObjectId)[0]?.subject).toBe('Changed');
    expect(state.mail.remove(mailbox.ExternalDirectoryObjectId, first!.id)).toBe(true);
    expect(state.mail.remove(mailbox.ExternalDirectoryObjectId, first!.id)).toBe(false);
  });
});
