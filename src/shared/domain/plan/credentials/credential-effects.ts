import type { GraphItem } from '../../collection/collection.schema';
import { keyOf } from '../../collection/text-key';
import { changed } from '../effects';
import { literalJson } from '../literal-json';
import type { Effect, Json } from '../plan.schema';
import { literal } from '../template';
import type { PlanApp } from '../subjects';
import type { HeldCredential } from './held-credentials';

type List = 'passwordCredentials' | 'keyCredentials';

/** The credentials of an app as steps leave them, one after the other: a source's list is set whole. */
export class CredentialLists {
  private readonly lists = new Map<string, readonly Json[]>();

  constructor(private readonly app: PlanApp) {}

  /** A credential comes to the registration. `item` is a template. */
  add(list: List, item: Readonly<Record<string, Json>>): readonly Effect[] {
    return this.set('application', list, [...this.held('application', list), item]);
  }

  /** A credential goes; a certificate that stands twice goes twice. */
  remove(credential: HeldCredential): readonly Effect[] {
    const list = credential.kind === 'secret' ? 'passwordCredentials' : 'keyCredentials';
    const meant = keyIdsOf(this.app, credential);
    const left = this.held(credential.objectKind, list).filter((item) => !meant.has(keyOf((item as { readonly keyId?: string }).keyId)));
    return this.set(credential.objectKind, list, left);
  }

  private held(kind: HeldCredential['objectKind'], list: List): readonly Json[] {
    return this.lists.get(`${kind} ${list}`) ?? ((literalJson(objectOf(this.app, kind)?.[list] ?? []) as readonly Json[]) || []);
  }

  private set(kind: HeldCredential['objectKind'], list: List, items: readonly Json[]): readonly Effect[] {
    const object = objectOf(this.app, kind);
    if (!object) return [];
    this.lists.set(`${kind} ${list}`, items);
    const source = kind === 'application' ? 'graph.applications' : 'graph.servicePrincipals';
    return [changed(source, { id: literal(keyOf(object.id)) }, { [list]: items })];
  }
}

/** The key ids under which a credential stands: a signing certificate stands twice, with one thumbprint. */
export function keyIdsOf(app: PlanApp, credential: HeldCredential): ReadonlySet<string> {
  const keys = objectOf(app, credential.objectKind)?.keyCredentials ?? [];
  const thumbprint = keys.find(({ keyId }) => keyOf(keyId) === credential.keyId)?.customKeyIdentifier;
  const same = credential.kind === 'certificate' && thumbprint ? keys.filter((key) => key.customKeyIdentifier === thumbprint) : [];
  return new Set([credential.keyId, ...same.map(({ keyId }) => keyOf(keyId))]);
}

function objectOf(app: PlanApp, kind: HeldCredential['objectKind']): GraphItem<'applications'> | GraphItem<'servicePrincipals'> | null {
  return kind === 'application' ? app.entry.application : app.entry.servicePrincipal;
}
