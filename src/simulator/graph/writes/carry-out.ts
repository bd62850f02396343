import type { Caller } from '../../entra/caller';
import type { TenantState } from '../../state/tenant-state';
import { done, failed, GRAPH_ERRORS, type Outcome } from '../graph-errors';
import type { GraphReply, GraphRequest } from '../graph-front';
import { contextUrl, selectProperties } from '../render';
import { mayWrite } from './write-rights';
import { WRITE_ERRORS } from './write-errors';
import type { WriteContext } from './write-route';
import type { FoundWrite } from './write-routes';

/** Carries out a request that changes something, if the caller may: its status, headers and body. */
export function carryOut(state: TenantState, request: GraphRequest, caller: Caller, { route, ids }: FoundWrite): Outcome<GraphReply> {
  const [option] = request.query;
  if (option) return failed(GRAPH_ERRORS.unknownOption(option[0]));
  const { body = null } = request;
  if (route.method !== 'DELETE' && body !== null && !isJson(request.header('content-type'))) return failed(WRITE_ERRORS.noContentType());
  const context: WriteContext = { state, caller, ids, body, origin: request.origin, header: (name) => request.header(name) };
  if (!mayWrite(state, caller, route, context)) return failed(GRAPH_ERRORS.forbidden());
  const answer = route.answer(context);
  const base = `${request.origin}/${request.version}`;
  switch (answer.kind) {
    case 'failure':
      return failed(answer.error);
    case 'noContent':
      return done({ status: 204, headers: {}, body: null });
    case 'accepted':
      return done({ status: 202, headers: {}, body: null });
    case 'answered':
      return done({ status: 200, headers: {}, body: { '@odata.context': `${base}/$metadata#${answer.context}`, ...answer.body } });
    case 'created':
      return done({
        status: 201,
        headers: { Location: `${base}/${answer.contextName}/${String(answer.view['id'])}` },
        body: {
          '@odata.context': contextUrl(base, answer.contextName, null, [], true),
          ...selectProperties(answer.view, answer.type, null),
        },
      });
  }
}

function isJson(type: string | undefined): boolean {
  return /^application\/json\b/i.test(type ?? '');
}
