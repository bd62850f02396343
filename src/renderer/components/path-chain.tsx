import {
  AppsListRegular,
  BriefcaseRegular,
  ChevronRightRegular,
  FilterRegular,
  KeyRegular,
  MailRegular,
  PeopleRegular,
  PersonRegular,
  ShieldRegular,
  ShieldTaskRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { PathLink } from '../../shared/domain/reach/reach-model';
import { chainText, distinctLinks } from './path-steps';
import styles from './path-chain.module.css';

const ICONS: Readonly<Record<PathLink['kind'], FluentIcon>> = {
  app: AppsListRegular,
  user: PersonRegular,
  grant: KeyRegular,
  permission: KeyRegular,
  policy: ShieldRegular,
  assignment: ShieldTaskRegular,
  scope: FilterRegular,
  group: PeopleRegular,
  unit: BriefcaseRegular,
  mailbox: MailRegular,
};

const KIND_WORDS: Readonly<Record<PathLink['kind'], string>> = {
  app: 'app',
  user: 'person',
  grant: 'grant',
  permission: 'permission',
  policy: 'policy',
  assignment: 'role assignment',
  scope: 'scope',
  group: 'group',
  unit: 'administrative unit',
  mailbox: 'mailbox',
};

interface PathChainProps {
  readonly links: readonly PathLink[];
  /** Where a chip leads, if anywhere. */
  readonly hrefOf?: (link: PathLink) => string | null;
}

/** A path as a readable chain of chips: principal → right → policy → group → mailbox. */
export function PathChain({ links, hrefOf }: PathChainProps): React.JSX.Element {
  const steps = distinctLinks(links);
  return (
    <ol className={styles.chain} aria-label={chainText(steps)}>
      {steps.map((step, index) => {
        const Icon = ICONS[step.kind];
        const href = hrefOf?.(step) ?? null;
        const content = (
          <>
            <Icon className={styles.icon} aria-hidden="true" />
            <span className={styles.name}>{step.label}</span>
          </>
        );
        const className = `${styles.chip} ${index === steps.length - 1 ? styles.end : ''}`;
        const title = step.label === step.id ? KIND_WORDS[step.kind] : `${KIND_WORDS[step.kind]} · ${step.id}`;
        return (
          <li key={`${step.kind}:${step.id}`} className={styles.link}>
            {index > 0 && <ChevronRightRegular className={styles.arrow} aria-hidden="true" />}
            {href === null ? (
              <span className={className} title={title}>
                {content}
              </span>
            ) : (
              <a className={className} href={href} title={title}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}
