import { useMemo } from 'react';
import { ScriptBlock } from '../../components/script-block';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { Instructions } from './instructions-view';
import { exportPlan } from './plan-actions';
import { jsonTokens, powershellTokens, type Token } from './powershell-tokens';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** The texts that a plan can be written as. */
export const TEXT_KINDS = ['script', 'instructions', 'json'] as const;

/** One of them. */
export type TextKind = (typeof TEXT_KINDS)[number];

/** Those that are drawn with colours. */
type ColouredKind = Exclude<TextKind, 'instructions'>;

/** Above this a text is shown without colours: drawing so many pieces would take longer than reading them. */
const COLOURED_LENGTH = 400_000;

const tokensOf: Readonly<Record<ColouredKind, (text: string) => readonly Token[]>> = {
  script: powershellTokens,
  json: jsonTokens,
};

/** A plan as a script, as instructions or as data: to read, to copy, to save. */
export function PlanText({ planId, kind }: { readonly planId: string; readonly kind: TextKind }): React.JSX.Element {
  const { state, retry } = useAnswer(`plan-text:${planId}:${kind}`, (signal) =>
    request(window.mailscope.plans.text, { planId, kind, step: null }, { signal }),
  );
  if (state.status === 'loading') return <LoadingState label={strings.loadingText} />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} compact />;
  const { fileName, text } = state.value;
  if (kind === 'instructions') return <Instructions planId={planId} fileName={fileName} text={text} />;
  return (
    <div className={styles.textView} data-testid={`plan-${kind}`}>
      <ScriptBlock
        fileName={fileName}
        text={text}
        tall
        onSave={() => void exportPlan(planId, kind)}
        shown={<Coloured text={text} kind={kind} />}
      />
    </div>
  );
}

function Coloured({ text, kind }: { readonly text: string; readonly kind: ColouredKind }): React.JSX.Element {
  const tokens = useMemo(() => (text.length > COLOURED_LENGTH ? null : tokensOf[kind](text)), [text, kind]);
  if (tokens === null) return <>{text}</>;
  return (
    <>
      {tokens.map((token, index) =>
        token.kind === 'plain' ? (
          token.text
        ) : (
          <span key={index} className={styles[`token-${token.kind}`]}>
            {token.text}
          </span>
        ),
      )}
    </>
  );
}
