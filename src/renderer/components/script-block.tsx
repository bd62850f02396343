import { Button } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { CopyButton } from './copyable';
import { componentStrings as strings } from './strings';
import styles from './script-block.module.css';

interface ScriptBlockProps {
  readonly fileName: string;
  readonly text: string;
  readonly onSave: () => void;
  /** The text as it is drawn, with colours for instance; the plain text unless told. */
  readonly shown?: ReactNode;
  /** As high as there is room. */
  readonly tall?: boolean;
}

/** A script to read, with the numbers of its lines, to copy and to save. */
export function ScriptBlock({ fileName, text, onSave, shown, tall = false }: ScriptBlockProps): React.JSX.Element {
  const lines = text.replace(/\r?\n$/, '').split('\n').length;
  const numbers = Array.from({ length: lines }, (_, index) => index + 1).join('\n');
  return (
    <div className={tall ? styles.tall : undefined}>
      <div className={styles.head}>
        <span className={styles.name}>{fileName}</span>
        <span className={styles.lines}>{strings.lines(lines)}</span>
        <CopyButton text={text} label={strings.copyScript} withWord />
        <Button size="small" icon={<SaveRegular />} onClick={onSave}>
          {strings.saveScript}
        </Button>
      </div>
      <div className={styles.block} role="region" aria-label={fileName} tabIndex={0}>
        <pre className={styles.numbers} aria-hidden="true">
          {numbers}
        </pre>
        <pre className={styles.text}>{shown ?? text}</pre>
      </div>
    </div>
  );
}

/** One line to copy: a command as one types it. */
export function CommandLine({ command, what }: { readonly command: string; readonly what: string }): React.JSX.Element {
  return (
    <div className={styles.command}>
      <code className={styles.commandText}>{command}</code>
      <CopyButton text={command} label={`${strings.copy} ${what}`} />
    </div>
  );
}
