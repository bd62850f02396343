import { assertNever, err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { AnyListAnswer, AnyQuery, AnySelection } from '../../shared/ipc/engine-protocol';
import type { ListName, ListRow } from '../../shared/ipc/list-shapes';
import { appRows, appRules } from './apps-list';
import { coverageRows, coverageRules } from './coverage-list';
import { credentialRows, credentialRules } from './credentials-list';
import { fitGroups, fitRows } from './fit-answer';
import { findingRows, findingRules } from './findings-list';
import { groupRows, groupRules } from './groups-list';
import { mailboxRows, mailboxRules } from './mailboxes-list';
import { policyRows, policyRules } from './policies-list';
import { PreparedList } from './prepared-list';
import { principalRows, principalRules } from './principals-list';
import { appMailboxRows, personMailboxRows, reachedRules, withKinds } from './reached-mailboxes-list';
import type { ReadingModel } from './reading-model';
import { unresolvedRows, unresolvedRules } from './unresolved-list';

type Prepared = Result<PreparedList<ListName>, Failure>;

/** A page of a list. `revision` tells the openings of a reading apart. */
export function queryList(model: ReadingModel, query: AnyQuery, revision: number): Result<AnyListAnswer, Failure> {
  const prepared = prepare(model, query);
  if (!prepared.ok) return prepared;
  const { rows, groups, ...counts } = prepared.value.query(query, query.range);
  const shown = fitRows(completed(model, query, rows));
  return ok({
    list: query.list,
    rows: shown,
    groups: fitGroups(groups),
    ...counts,
    revision,
    querySeq: query.querySeq,
  } as unknown as AnyListAnswer);
}

/** Every row of a selection, for an export. */
export function selectRows(model: ReadingModel, selection: AnySelection): Result<readonly ListRow<ListName>[], Failure> {
  const prepared = prepare(model, selection);
  return prepared.ok ? ok(completed(model, selection, prepared.value.select(selection))) : prepared;
}

function completed(model: ReadingModel, selection: AnySelection, rows: ListRow<ListName>[]): ListRow<ListName>[] {
  if (selection.list !== 'appMailboxes') return rows;
  const app = model.engine.app(selection.filter.appId);
  return app ? (withKinds(model, app, rows as ListRow<'appMailboxes'>[]) as ListRow<ListName>[]) : rows;
}

/** The rows of a list, computed once per reading and kept with their orders. */
function prepare(model: ReadingModel, selection: AnySelection): Prepared {
  const { kept } = model;
  switch (selection.list) {
    case 'apps':
      return wrap(preparedApps(model));
    case 'policies':
      return wrap(kept('list policies', () => new PreparedList(policyRules, policyRows(model, preparedApps(model).rows))));
    case 'groups':
      return wrap(kept('list groups', () => new PreparedList(groupRules, groupRows(model))));
    case 'findings':
      return wrap(kept('list findings', () => new PreparedList(findingRules, findingRows(model))));
    case 'mailboxes':
      return wrap(kept('list mailboxes', () => new PreparedList(mailboxRules, mailboxRows(model))));
    case 'credentials':
      return wrap(kept('list credentials', () => new PreparedList(credentialRules, credentialRows(model))));
    case 'coverage':
      return wrap(kept('list coverage', () => new PreparedList(coverageRules, coverageRows(model))));
    case 'unresolved': {
      const { mailboxId } = selection.filter;
      return wrap(kept(`list unresolved ${mailboxId ?? ''}`, () => new PreparedList(unresolvedRules, unresolvedRows(model, mailboxId))));
    }
    case 'appMailboxes': {
      const { appId, through, capability } = selection.filter;
      const app = model.engine.app(appId);
      if (!app) return err(failure('app-unknown'));
      const rows = kept(`rows app ${app.appId} ${through ?? ''}`, () => appMailboxRows(model, app, through));
      const key = `list app ${app.appId} ${through ?? ''} ${capability ?? ''}`;
      return wrap(kept(key, () => new PreparedList(reachedRules('appMailboxes', capability), rows)));
    }
    case 'personMailboxes': {
      const { personId, capability } = selection.filter;
      const rows = kept(`rows person ${personId}`, () => personMailboxRows(model, personId));
      return wrap(
        kept(`list person ${personId} ${capability ?? ''}`, () => new PreparedList(reachedRules('personMailboxes', capability), rows)),
      );
    }
    case 'principals': {
      const { mailboxId, capability } = selection.filter;
      const mailbox = model.reading.mailboxes.byId(mailboxId);
      if (!mailbox) return err(failure('mailbox-unknown'));
      const rows = kept(`rows mailbox ${mailbox.id}`, () => principalRows(model, mailbox));
      return wrap(kept(`list mailbox ${mailbox.id} ${capability ?? ''}`, () => new PreparedList(principalRules(capability), rows)));
    }
    default:
      return assertNever(selection);
  }
}

function preparedApps(model: ReadingModel): PreparedList<'apps'> {
  return model.kept('list apps', () => new PreparedList(appRules(model), appRows(model)));
}

function wrap<Name extends ListName>(list: PreparedList<Name>): Prepared {
  return ok(list as unknown as PreparedList<ListName>);
}
