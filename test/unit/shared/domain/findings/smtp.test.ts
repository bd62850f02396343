import { describe, expect, it } from 'vitest';
import { mailbox, TENANT_ID } from '../../../../support/collection-builder';
import { judge, raised, unjudged, type FindingCase } from '../../../../support/judge';

const anna = mailbox('Anna');
const bert = mailbox('Bert');

const switches = (value: boolean | null | undefined): object[] => [
  { ExternalDirectoryObjectId: anna.ExternalDirectoryObjectId, SmtpClientAuthenticationDisabled: value },
];

function tenant(disabled: boolean | null, casMailboxes: readonly object[] = [], without: readonly string[] = []): FindingCase['parts'] {
  return { without, exchange: { mailboxes: [anna, bert], transportConfig: { SmtpClientAuthenticationDisabled: disabled }, casMailboxes } };
}

const CASES: readonly FindingCase[] = [
  { when: 'off for the organization', parts: tenant(true), finds: [] },
  { when: 'on for the organization', parts: tenant(false), finds: ['medium smtp-basic-deadline Contoso'] },
  {
    when: 'on for the organization, which a mailbox follows',
    parts: tenant(false, switches(null)),
    finds: ['medium smtp-basic-deadline Contoso'],
  },
  { when: 'on for one mailbox', parts: tenant(true, switches(false)), finds: ['medium smtp-basic-deadline Anna'] },
  { when: 'off for one mailbox', parts: tenant(true, switches(true)), finds: [] },
  {
    when: 'on for both',
    parts: tenant(false, switches(false)),
    finds: ['medium smtp-basic-deadline Anna', 'medium smtp-basic-deadline Contoso'],
  },
];

describe('SMTP AUTH with a password', () => {
  it.each(CASES)('is found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['smtp-basic-deadline'])).toEqual(finds);
  });

  it('has the tenant and the mailbox as subjects', () => {
    const subjects = judge(tenant(false, switches(false))).findings.map(({ subject }) => `${subject.kind} ${subject.id}`);
    expect(subjects).toEqual([`mailbox ${anna.ExternalDirectoryObjectId}`, `tenant ${TENANT_ID}`]);
  });

  it.each([
    ['exchange.transportConfig', 1],
    ['exchange.casMailboxes', 2],
  ])('cannot be judged without %s', (source, subjects) => {
    expect(unjudged(tenant(true, [], [source]), ['smtp-basic-deadline'])).toEqual([
      `smtp-basic-deadline × ${subjects}: ${source} is missing (the file has no such source)`,
    ]);
  });

  it('cannot be judged where the setting itself was not read', () => {
    expect(unjudged(tenant(null), ['smtp-basic-deadline'])).toHaveLength(1);
    expect(unjudged(tenant(true, [{ ExternalDirectoryObjectId: anna.ExternalDirectoryObjectId }]), ['smtp-basic-deadline'])).toHaveLength(
      1,
    );
  });
});
