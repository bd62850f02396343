import { Button, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { componentStrings as strings } from './strings';
import styles from './copyable.module.css';

interface CopyButtonProps {
  readonly text: string;
  readonly label?: string;
  /** Shows the label beside the icon. */
  readonly withWord?: boolean;
}

/** A small button that copies a text and says that it did. */
export function CopyButton({ text, label = strings.copy, withWord = false }: CopyButtonProps): React.JSX.Element {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = window.setTimeout(() => setCopied(false), 1500);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  const icon = copied ? <CheckmarkRegular /> : <CopyRegular />;
  if (withWord) {
    return (
      <Button size="small" icon={icon} onClick={copy}>
        {copied ? strings.copied : label}
      </Button>
    );
  }
  return (
    <Tooltip content={copied ? strings.copied : label} relationship="label">
      <Button size="small" appearance="transparent" icon={icon} onClick={copy} />
    </Tooltip>
  );
}

interface CopyableProps {
  readonly text: string;
  /** What the text is, for the button's name: "Copy app id". */
  readonly what: string;
  /** Ids are set in the code font. */
  readonly code?: boolean;
}

/** A text with a button that copies it. */
export function Copyable({ text, what, code = true }: CopyableProps): React.JSX.Element {
  return (
    <span className={styles.copyable}>
      <span className={`${styles.text} ${code ? styles.code : ''}`}>{text}</span>
      <CopyButton text={text} label={`${strings.copy} ${what}`} />
    </span>
  );
}
