import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { navigate } from '../../routing/hash-location';
import { newPlanPath } from '../../routing/routes';
import type { PlanFamily, PlanOffer, PlanSubject } from './plan-api';
import { questionStrings as strings } from './question-strings';
import styles from './question.module.css';

interface PlanOffersProps {
  readonly readingId: string;
  readonly subject: Pick<PlanSubject, 'kind' | 'id'>;
  /** Only these kinds of plans, in this order; every kind unless told. */
  readonly families?: readonly PlanFamily[];
  /** How many stand as buttons; the rest is in a menu. */
  readonly buttons?: number;
  readonly size?: 'small' | 'medium';
  /** Stands before the offers. */
  readonly children?: React.ReactNode;
}

/** Changes that can be planned for something of a reading, as buttons; what is not possible stands in the menu with its reason. */
export function PlanOffers({
  readingId,
  subject,
  families,
  buttons = 3,
  size = 'small',
  children,
}: PlanOffersProps): React.JSX.Element | null {
  const { state } = useAnswer(`offers:${readingId}:${subject.kind}:${subject.id}`, (signal) =>
    request(window.mailscope.plans.offers, { readingId, subject }, { signal }),
  );
  const offers = ordered(state.status === 'ready' ? state.value.offers : [], families);
  const possible = offers.filter((offer) => offer.whyNot === null);
  const first = possible.slice(0, buttons);
  const rest = offers.filter((offer) => !first.includes(offer));
  if (state.status === 'error') return <p className={styles.faint}>{strings.offersFailed}</p>;
  if (offers.length === 0 && children === undefined) return null;
  const go = (offer: PlanOffer): void => navigate(newPlanPath(readingId, offer.family, subject.id));
  return (
    <div className={styles.offers} role="group" aria-label={strings.actions}>
      {first.map((offer) => (
        <Button key={offer.family} size={size} title={offer.purpose} onClick={() => go(offer)}>
          {offer.action}
        </Button>
      ))}
      {children}
      {rest.length > 0 && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size={size} appearance="subtle">
              {strings.moreActions}
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {rest.map((offer) => (
                <MenuItem
                  key={offer.family}
                  disabled={offer.whyNot !== null}
                  subText={offer.whyNot ?? undefined}
                  title={offer.whyNot ?? offer.purpose}
                  onClick={() => go(offer)}
                >
                  {offer.action}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </div>
  );
}

function ordered(offers: readonly PlanOffer[], families: readonly PlanFamily[] | undefined): readonly PlanOffer[] {
  if (families === undefined) return offers;
  return families.flatMap((family) => offers.filter((offer) => offer.family === family));
}
