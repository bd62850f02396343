import { Button, Link } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import { Fragment, useMemo } from 'react';
import { CopyButton } from '../../components/copyable';
import { openLink } from '../../state/open-link';
import { exportPlan } from './plan-actions';
import { markdownBlocks, type Block, type Inline } from './markdown';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

interface InstructionsProps {
  readonly planId: string;
  readonly fileName: string;
  readonly text: string;
}

/** How a plan is done by hand: to read, each command to copy, the whole to copy or save. */
export function Instructions({ planId, fileName, text }: InstructionsProps): React.JSX.Element {
  const blocks = useMemo(() => markdownBlocks(text), [text]);
  return (
    <div className={styles.instructions}>
      <div className={styles.textHead}>
        <span className={styles.faint}>{fileName}</span>
        <CopyButton text={text} label={strings.copyInstructions} withWord />
        <Button size="small" icon={<SaveRegular />} onClick={() => void exportPlan(planId, 'instructions')}>
          {strings.save}
        </Button>
      </div>
      {blocks.map((block, index) => (
        // The blocks of one text never change places.
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }): React.JSX.Element {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 1 ? 'h2' : 'h3';
      return (
        <Heading className={block.level === 1 ? styles.stepHeading : styles.instructionHeading}>
          <Inlines inline={block.inline} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p className={styles.prose}>
          <Inlines inline={block.inline} />
        </p>
      );
    case 'list':
      return (
        <ul className={styles.bullets}>
          {block.items.map((item, index) => (
            <li key={index} style={{ marginLeft: `${item.depth * 1.25}rem` }}>
              <Inlines inline={item.inline} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return (
        <div className={styles.command}>
          <pre className={styles.code}>{block.text}</pre>
          <CopyButton text={block.text} label={strings.copyCommand} />
        </div>
      );
  }
}

function Inlines({ inline }: { readonly inline: readonly Inline[] }): React.JSX.Element {
  return (
    <>
      {inline.map((piece, index) => {
        switch (piece.kind) {
          case 'text':
            return <Fragment key={index}>{piece.text}</Fragment>;
          case 'strong':
            return <strong key={index}>{piece.text}</strong>;
          case 'code':
            return (
              <code key={index} className={styles.inlineCode}>
                {piece.text}
              </code>
            );
          case 'link':
            return (
              <Link key={index} inline title={piece.href} onClick={() => void openLink(piece.href)}>
                {piece.text}
              </Link>
            );
        }
      })}
    </>
  );
}
