import { keyOf, listOf } from '../../shared/domain/collection/text-key';
import { err, ok, type Result } from '../../shared/domain/result';
import type { MailboxDetail, PersonDetail } from '../../shared/ipc/detail-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import { clipName, clipNullable } from './clip';
import { findingRow } from './findings-list';
import { withinBytes } from './fit-answer';
import { findGaps } from './mailbox-gaps';
import { signInOf } from './mailboxes-list';
import { countReach } from './reach-counts';
import { principalRows } from './principals-list';
import { personMailboxRows } from './reached-mailboxes-list';
import { personOf } from './person-of';
import type { ReadingModel } from './reading-model';
import { mailboxSentence, personSentence } from './sentences';

const ADDRESSES_SHOWN = 50;
const FINDINGS_SHOWN = 100;
/** Bytes. */
const FINDINGS_WEIGHT = 700_000;

/** One mailbox: what it is, and how many reach it. */
export function mailboxDetail(model: ReadingModel, mailboxId: string): Result<MailboxDetail, Failure> {
  const mailbox = model.reading.mailboxes.byId(mailboxId);
  if (!mailbox) return err(failure('mailbox-unknown'));
  const { item } = mailbox;
  const rows = model.kept(`rows mailbox ${mailbox.id}`, () => principalRows(model, mailbox));
  const reached = model.kept('reach-counts', () => countReach(model));
  const gaps = model.kept('mailbox-gaps', () => findGaps(model));
  const counts = {
    apps: reached.apps[mailbox.index] ?? 0,
    unknownApps: reached.unknownApps[mailbox.index] ?? 0,
    appsGap: gaps.apps[mailbox.index] ?? null,
    delegatedApps: rows.filter((row) => row.kind === 'app' && row.by.every((kind) => kind === 'delegated')).length,
    people: reached.people[mailbox.index] ?? 0,
    unknownPeople: reached.unknownPeople[mailbox.index] ?? 0,
    peopleGap: gaps.people[mailbox.index] ?? null,
  };
  const findings = model.findingsBySubject.get(`mailbox:${mailbox.id}`) ?? [];
  return ok({
    id: mailbox.id,
    name: clipName(mailbox.name),
    address: clipName(mailbox.address),
    kind: clipNullable(item.RecipientTypeDetails),
    shared: mailbox.isShared,
    signIn: signInOf(model, mailbox),
    addresses: listOf(item.EmailAddresses).slice(0, ADDRESSES_SHOWN).map(clipName),
    forwardingTo: clipNullable(item.ForwardingSmtpAddress),
    hidden: item.HiddenFromAddressListsEnabled ?? null,
    createdAt: item.WhenCreatedUTC ?? null,
    ...counts,
    unresolved: model.engine.unresolved().filter((entry) => entry.mailboxes === 'all' || entry.mailboxes.includes(mailbox.id)).length,
    sentence: mailboxSentence(counts),
    findings: withinBytes(findings.slice(0, FINDINGS_SHOWN).map(findingRow), FINDINGS_WEIGHT),
    findingsTotal: findings.length,
  });
}

/** One person: who it is, and how many mailboxes are reached. */
export function personDetail(model: ReadingModel, personId: string): Result<PersonDetail, Failure> {
  const id = keyOf(personId);
  const entry = model.engine.peopleIndex().of(id);
  const principal = model.reading.principals.byId(id);
  const user = model.reading.users.get(id);
  if (!entry && !user && principal?.kind !== 'account') return err(failure('person-unknown'));
  const person = entry?.person ?? personOf(model.reading, id);
  const rows = model.kept(`rows person ${id}`, () => personMailboxRows(model, id));
  const certain = rows.filter((row) => Object.values(row.capabilities).includes('yes')).length;
  const name = clipName(person.name);
  return ok({
    id,
    name,
    address: clipNullable(user?.mail || user?.userPrincipalName || model.reading.mailboxes.byId(id)?.address),
    enabled: person.enabled,
    deleted: person.deleted,
    mailboxes: certain,
    unknownMailboxes: rows.length - certain,
    sentence: personSentence(name, certain, rows.length - certain, person.enabled),
  });
}
