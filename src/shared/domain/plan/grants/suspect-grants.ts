import type { Reading } from '../../collection/reading';
import { keyOf } from '../../collection/text-key';
import type { FindingFamily } from '../../findings/finding-family';
import { FindingContext } from '../../findings/finding-context';
import type { FindingId } from '../../findings/finding';
import { findDeadGrants } from '../../findings/dead-grants';
import { findDisabled } from '../../findings/disabled';
import { findIndirectReach } from '../../findings/indirect-reach';
import { findPublisher } from '../../findings/publisher';
import { findTenantWide } from '../../findings/tenant-wide';
import { findUsage } from '../../findings/usage';
import { findUserConsent } from '../../findings/user-consent';
import type { ReachEngine } from '../../reach/reach-engine';
import type { PlanApp } from '../subjects';
import type { HeldGrant } from './held-grants';

/** Findings that go away when what they name is taken away. */
const NAMING: readonly FindingId[] = ['dead-grant', 'consent-user', 'indirect-reach', 'scoped-but-grant-survives'];

/** Findings that go away when the app is left without reach. */
const OF_THE_WHOLE: readonly FindingId[] = ['disabled-with-grants', 'unused-with-reach', 'external-unverified'];

/** What an administrator most likely wants to take away from an app: what findings about it rest on. */
export function suspectGrants(
  sight: { readonly reading: Reading; readonly engine: ReachEngine; readonly now: string },
  app: PlanApp,
  held: readonly HeldGrant[],
): readonly HeldGrant[] {
  const findings = findingsAbout(sight, app);
  const named = new Set(
    findings.filter(({ id }) => NAMING.includes(id)).flatMap(({ evidence }) => evidence.flatMap(({ ids }) => ids.map(keyOf))),
  );
  const suspect = held.filter((grant) => grant.kind !== 'role' && named.has(grant.evidenceId));
  // Of a grant that holds more than retired scopes only these go, unless the rest is suspect for another reason.
  const partly = new Set(suspect.flatMap((grant) => (grant.kind === 'retiredScopes' ? [grant.item] : [])));
  const precise = suspect.filter((grant) => grant.kind !== 'delegated' || !partly.has(grant.item));
  const isWhole = findings.some(({ id }) => OF_THE_WHOLE.includes(id));
  const wholly = isWhole ? held.filter((grant) => grant.reaches) : [];
  const found = held.filter((grant) => precise.includes(grant) || wholly.includes(grant));
  if (found.length > 0)
    return found.filter(
      (grant) => grant.kind !== 'retiredScopes' || !found.some((other) => other.kind === 'delegated' && other.item === grant.item),
    );
  const protocols = held.filter((grant) => grant.kind === 'application' && grant.grant.protocol !== null);
  return protocols.length > 0 ? protocols : held.filter((grant) => grant.reaches && grant.kind !== 'role');
}

function findingsAbout(
  { reading, engine, now }: { readonly reading: Reading; readonly engine: ReachEngine; readonly now: string },
  app: PlanApp,
) {
  // Most families judge app by app: they need not judge the others.
  const alone = new FindingContext(reading, { ...engine, apps: [app.entry] }, now);
  const whole = new FindingContext(reading, engine, now);
  const families: readonly (readonly [FindingFamily, FindingContext])[] = [
    [findDeadGrants, alone],
    [findDisabled, alone],
    [findTenantWide, alone],
    [findUserConsent, alone],
    [findUsage, alone],
    [findPublisher, alone],
    [findIndirectReach, whole],
  ];
  return families
    .flatMap(([family, context]) => family(context).findings)
    .filter(({ subject }) => subject.kind === 'app' && keyOf(subject.id) === app.appId);
}
