import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import type { ReachEngine } from '../reach/reach-engine';
import { buildCredentialRows, type CredentialsOfApp } from '../credentials/credential-rows';
import { instantOf } from '../credentials/instant';
import { DelegationIndex } from './delegations';
import { GroupFactIndex } from './group-facts';
import { findPowerfulGrants, type PowerfulGrant } from './powerful-grants';
import { ReachJudgement } from './reach-judgement';

/** What a family of findings gets to look at. What several families need is computed once, when first asked for. */
export class FindingContext {
  /** In milliseconds. */
  readonly now: number;
  private readonly made = new Map<string, unknown>();

  /** `now` is an ISO 8601 time; one that cannot be read falls back to the time of the reading. */
  constructor(
    readonly reading: Reading,
    readonly engine: ReachEngine,
    now: string,
  ) {
    this.now = instantOf(now) ?? instantOf(reading.collection.collectedAt) ?? 0;
  }

  /** Which apps have reach. */
  get reach(): ReachJudgement {
    return this.once('reach', () => new ReachJudgement(this.reading, this.engine));
  }

  /** What the directories say about groups. */
  get groups(): GroupFactIndex {
    return this.once('groups', () => new GroupFactIndex(this.reading));
  }

  /** Who holds rights on which mailbox. */
  get delegations(): DelegationIndex {
    return this.once('delegations', () => new DelegationIndex(this.reading, this.engine.rights));
  }

  /** Grants that give no reach by themselves but can make or widen it. */
  get powerfulGrants(): readonly PowerfulGrant[] {
    return this.once('powerfulGrants', () => findPowerfulGrants(this.reading));
  }

  /** The credentials of every app that has any. */
  get credentials(): readonly CredentialsOfApp[] {
    return this.once('credentials', () => buildCredentialRows(this.reading, this.engine, this.now));
  }

  /** What an app is called. */
  appName(appId: string): string {
    const { reading } = this;
    return (
      reading.servicePrincipalsByApp.get(appId)?.displayName ||
      reading.applicationsByApp.get(appId)?.displayName ||
      this.engine.app(appId)?.name ||
      appId
    );
  }

  /** What an account, group or other principal is called. */
  principalName(id: string): string {
    const principal = this.reading.principals.byId(id);
    if (principal && principal.name !== principal.id) return principal.name;
    return this.reading.servicePrincipals.get(keyOf(id))?.displayName || id;
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}
