import { access, type AccessPrincipal } from '../../enforcement/access';
import type { Operation } from '../../enforcement/operations';
import type { Caller } from '../../entra/caller';
import type { Mailbox, Message } from '../../state/exchange-types';
import { isMailboxReady } from '../../state/mailbox-readiness';
import type { TenantState } from '../../state/tenant-state';
import { entityType } from '../entity-types';
import { GRAPH_ERRORS, type GraphError } from '../graph-errors';
import { folderId, MAIL_FOLDERS, viewMailboxSettings, viewMailFolder, viewMailMessage } from '../mail-views';
import type { Route, RouteAnswer, RouteContext } from '../routes';
import { listSource, positionsOf } from '../row-source';
import { findUser } from './users';

/** Page sizes in a mailbox. https://learn.microsoft.com/graph/api/user-list-messages#optional-query-parameters */
const MAIL_PAGES = { usual: 10, most: 1000 } as const;

/** What is in a mailbox. Whether the caller may look is for Exchange to decide, not for the token alone. */
export const MAILBOX_ROUTES: readonly Route[] = [
  ...mailbox('messages', (context, box, headersOnly) => messageList(context.state, box, headersOnly)),
  ...mailbox('messages/{id}', (context, box, headersOnly) => oneMessage(context.state, box, context.ids.at(-1) ?? '', headersOnly)),
  ...mailbox('mailFolders', (context, box) => ({
    kind: 'list',
    source: listSource<string>({
      rows: positionsOf(MAIL_FOLDERS.map(([displayName]) => displayName)),
      type: entityType('mailFolder'),
      view: (displayName) => viewMailFolder(context.state, box.ExternalDirectoryObjectId, displayName),
      pageSize: MAIL_PAGES,
    }),
  })),
  ...mailbox('mailFolders/{id}', (context, box) => {
    const displayName = findFolder(box, context.ids.at(-1) ?? '');
    return displayName === undefined
      ? { kind: 'failure', error: GRAPH_ERRORS.itemNotFound() }
      : {
          kind: 'entity',
          type: entityType('mailFolder'),
          view: viewMailFolder(context.state, box.ExternalDirectoryObjectId, displayName),
          contextName: 'mailFolders',
        };
  }),
  ...mailbox('mailFolders/{id}/messages', (context, box, headersOnly) => {
    const displayName = findFolder(box, context.ids.at(-1) ?? '');
    return displayName === undefined
      ? { kind: 'failure', error: GRAPH_ERRORS.itemNotFound() }
      : messageList(context.state, box, headersOnly, displayName);
  }),
  // What is in calendars and among contacts is not made up: the lists are empty, but not everybody may see that.
  ...mailbox('calendar/events', () => emptyList('event'), ['readEvent', 'readEventTimes']),
  ...mailbox('contacts', () => emptyList('contact'), ['readContact']),
  ...mailbox(
    'mailboxSettings',
    (_context, box) => ({
      kind: 'entity',
      type: entityType('mailboxSettings'),
      view: viewMailboxSettings(box),
      contextName: `users('${box.ExternalDirectoryObjectId}')/mailboxSettings`,
    }),
    ['readSettings'],
  ),
];

/** The mailbox that a path leads to, or why there is none. Null where the path leads to no mailbox. */
export function mailboxOfPath(
  state: TenantState,
  caller: Caller,
  route: Pick<Route, 'limits' | 'template'>,
  ids: readonly string[],
): Mailbox | GraphError | null {
  if (route.limits !== 'mailbox') return null;
  const own = route.template.startsWith('/me/');
  if (own && caller.kind === 'app') return GRAPH_ERRORS.meNeedsPerson();
  const name = own && caller.kind === 'person' ? caller.userId : (ids[0] ?? '');
  const box = state.mailboxes.get(name) ?? state.mailboxesByAddress.first(name);
  if (box) return isMailboxReady(state, box) ? box : GRAPH_ERRORS.noMailbox();
  const user = findUser(state, name);
  if (!user) return GRAPH_ERRORS.invalidUser(name);
  const boxOfUser = state.mailboxes.get(user.id);
  return boxOfUser && isMailboxReady(state, boxOfUser) ? boxOfUser : GRAPH_ERRORS.noMailbox();
}

/** `operations`: what one has to be allowed, first the whole, then what is enough for a part of it. */
function mailbox(
  path: string,
  answer: (context: RouteContext, box: Mailbox, partOnly: boolean) => RouteAnswer,
  operations: readonly [whole: Operation, part?: Operation] = ['readMessage', 'readMessageHeaders'],
): readonly Route[] {
  return [`/users/{id}/${path}`, `/me/${path}`].map((template): Route => ({
    template,
    versions: ['v1.0'],
    limits: 'mailbox',
    answer: function (this: Route, context) {
      const box = mailboxOfPath(context.state, context.caller, this, context.ids);
      if (box === null) return { kind: 'failure', error: GRAPH_ERRORS.noMailbox() };
      if ('status' in box) return { kind: 'failure', error: box };
      const [whole, part] = operations;
      const refused = decide(context, box, whole);
      if (refused === null) return answer(context, box, false);
      const refusedInPart = part === undefined ? refused : decide(context, box, part);
      return refusedInPart === null ? answer(context, box, true) : { kind: 'failure', error: refusedInPart };
    },
  }));
}

/** Null: allowed. A policy that stands in the way says so; everything else looks the same. */
export function decide({ state, caller }: Pick<RouteContext, 'state' | 'caller'>, box: Mailbox, operation: Operation): GraphError | null {
  const principal: AccessPrincipal =
    caller.kind === 'app'
      ? { kind: 'app', appId: caller.appId, tokenRoles: caller.roles }
      : { kind: 'person', userId: caller.userId, client: { appId: caller.appId, scopes: caller.scopes } };
  // Of an app, Exchange goes by what it knows by now; a person's rights are looked up.
  const known = caller.kind === 'app' ? { rights: state.rights.seenBy(caller.appId) } : {};
  const decision = access(state, principal, box, operation, { protocol: 'graph', ...known });
  if (decision.allowed) return null;
  return decision.reason.startsWith('[RAOP]') ? GRAPH_ERRORS.blockedByPolicy() : GRAPH_ERRORS.accessDenied();
}

function emptyList(type: 'event' | 'contact'): RouteAnswer {
  return {
    kind: 'list',
    source: listSource({ rows: positionsOf<never>([]), type: entityType(type), view: () => ({}), pageSize: MAIL_PAGES }),
  };
}

function messageList(state: TenantState, box: Mailbox, headersOnly: boolean, folder?: string): RouteAnswer {
  const messages = state.mail.of(box.ExternalDirectoryObjectId).filter((message) => folder === undefined || message.folder === folder);
  const newestFirst = [...messages].sort((left, right) => (left.receivedDateTime < right.receivedDateTime ? 1 : -1));
  return {
    kind: 'list',
    source: listSource<Message>({
      rows: positionsOf(newestFirst),
      type: entityType('message'),
      view: (message) => viewMailMessage(box.ExternalDirectoryObjectId, message, headersOnly),
      pageSize: MAIL_PAGES,
    }),
  };
}

function oneMessage(state: TenantState, box: Mailbox, id: string, headersOnly: boolean): RouteAnswer {
  const message = state.mail.of(box.ExternalDirectoryObjectId).find((candidate) => candidate.id === id);
  if (!message) return { kind: 'failure', error: GRAPH_ERRORS.itemNotFound() };
  return {
    kind: 'entity',
    type: entityType('message'),
    view: viewMailMessage(box.ExternalDirectoryObjectId, message, headersOnly),
    contextName: 'messages',
  };
}

function findFolder(box: Mailbox, id: string): string | undefined {
  const wanted = id.toLowerCase();
  return MAIL_FOLDERS.find(
    ([displayName, wellKnown]) => wellKnown === wanted || folderId(box.ExternalDirectoryObjectId, displayName) === id,
  )?.[0];
}
