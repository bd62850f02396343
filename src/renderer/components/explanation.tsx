import type { PathExplanation } from '../../shared/ipc/detail-shapes';
import { request } from '../data/api';
import { useAnswer } from '../data/use-answer';
import { formatNumber } from '../format/format';
import { ownCapabilities } from '../format/capability-lists';
import { CAPABILITY_WORDS, PATH_WORDS } from '../format/words';
import { sectionPath } from '../routing/routes';
import { CopyButton } from './copyable';
import { PathChain } from './path-chain';
import { chainText } from './path-steps';
import { ErrorState, LoadingState } from './states';
import { componentStrings as strings } from './strings';
import { VerdictDot } from './verdict-dot';
import styles from './explanation.module.css';

type Chain = PathExplanation['chains'][number];

interface ExplanationProps {
  readonly readingId: string;
  readonly principal: { readonly kind: 'app' | 'person'; readonly id: string };
  readonly mailboxId: string;
}

/** Why an app or a person reaches a mailbox: every path as a chain of chips, with the sentence that explains it. */
export function Explanation({ readingId, principal, mailboxId }: ExplanationProps): React.JSX.Element {
  const { state, retry } = useAnswer(`why:${readingId}:${principal.kind}:${principal.id}:${mailboxId}`, (signal) =>
    request(window.mailscope.path.explain, { readingId, principal, mailboxId }, { signal }),
  );
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} compact />;
  const { chains, chainsTotal } = state.value;
  return (
    <>
      <ul className={styles.list} data-testid="explanation">
        {chains.map((chain) => (
          <ChainItem
            key={`${chain.kind}:${chain.links.map((link) => link.id).join(':')}:${chain.capabilities.join()}`}
            chain={chain}
            readingId={readingId}
          />
        ))}
      </ul>
      {chains.length === 0 && <p className={styles.sentence}>{strings.noPath}</p>}
      {chainsTotal > chains.length && <p className={styles.sentence}>{strings.morePaths(formatNumber(chainsTotal - chains.length))}</p>}
    </>
  );
}

function ChainItem({ chain, readingId }: { readonly chain: Chain; readonly readingId: string }): React.JSX.Element {
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <VerdictDot verdict={chain.verdict} reason={chain.verdict === 'unknown' ? chain.detail : null} withWord />
        <span className={styles.kind}>{PATH_WORDS[chain.kind]}</span>
        <CopyButton text={`${chainText(chain.links)}\n${chain.detail}`} label={strings.copyPath} />
        <span className={styles.capabilities}>
          {ownCapabilities(chain.capabilities)
            .map((capability) => CAPABILITY_WORDS[capability])
            .join(', ')}
        </span>
      </div>
      <PathChain
        links={chain.links}
        hrefOf={(link) => {
          if (link.kind === 'app') return `#${sectionPath(readingId, 'apps', [link.id])}`;
          if (link.kind === 'mailbox') return `#${sectionPath(readingId, 'who', [link.id])}`;
          return link.kind === 'user' ? `#${sectionPath(readingId, 'people', [link.id])}` : null;
        }}
      />
      <p className={styles.sentence}>{chain.detail}</p>
    </li>
  );
}
