import { GROUP_FAMILIES, POLICY_FAMILIES } from '../plans/families';
import { PlanOffers } from '../plans/plan-offers';

interface PartOffersProps {
  readonly readingId: string;
  readonly subject: { readonly kind: 'policy' | 'group'; readonly id: string };
}

/** Changes to one part of what confines an app: an access policy, or the group that a scope rests on. */
export function PartOffers({ readingId, subject }: PartOffersProps): React.JSX.Element {
  return <PlanOffers readingId={readingId} subject={subject} families={subject.kind === 'policy' ? POLICY_FAMILIES : GROUP_FAMILIES} />;
}
