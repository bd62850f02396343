import type { Caller } from '../../entra/caller';
import type { TenantState } from '../../state/tenant-state';
import type { View } from '../../views/graph-views';
import type { EntityType } from '../entity-types';
import type { GraphError } from '../graph-errors';

/** What a request that changes something comes to. */
export type WriteAnswer =
  /** 201, with the new object. */
  | { readonly kind: 'created'; readonly type: EntityType; readonly view: View; readonly contextName: string }
  /** 200, with what the action answers. */
  | { readonly kind: 'answered'; readonly context: string; readonly body: View }
  /** 204. */
  | { readonly kind: 'noContent' }
  /** 202. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'failure'; readonly error: GraphError };

/** What a write needs to know. */
export interface WriteContext {
  readonly state: TenantState;
  readonly caller: Caller;
  /** The variable segments, in the order in which they stand in the path. */
  readonly ids: readonly string[];
  readonly body: unknown;
  /** Scheme, host and port that the client used. */
  readonly origin: string;
  header(name: string): string | undefined;
}

/** The methods that change something. */
export type WriteMethod = 'POST' | 'PATCH' | 'DELETE';

/** A request that changes something. */
export interface WriteRoute {
  readonly method: WriteMethod;
  readonly template: string;
  /** Whose limits count. */
  readonly limits: 'directory' | 'mailbox';
  answer(context: WriteContext): WriteAnswer;
}

/** A write into the directory. */
export function write(method: WriteMethod, template: string, answer: WriteRoute['answer']): WriteRoute {
  return { method, template, limits: 'directory', answer };
}

/** Nothing to say but that it was done. */
export const DONE: WriteAnswer = Object.freeze({ kind: 'noContent' });

/** What went wrong. */
export function failure(error: GraphError): WriteAnswer {
  return { kind: 'failure', error };
}
