import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { TextLink } from '../components/page';
import { dismissNotice } from '../state/session-actions';
import { useSessionStore, type Notice } from '../state/session-store';
import { useEscape } from './escape-stack';
import { shellStrings as strings } from './strings';
import styles from './notices.module.css';

const STAY = 6000;

/** Notices in the corner: failures stay until they are dismissed, good news leaves by itself. */
export function Notices(): React.JSX.Element | null {
  const notices = useSessionStore((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices}>
      {notices.map((notice) => (
        <NoticeBar key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeBar({ notice }: { readonly notice: Notice }): React.JSX.Element {
  const { id, intent } = notice;
  useEscape(true, () => dismissNotice(id));
  useEffect(() => {
    if (intent !== 'success') return undefined;
    const timer = window.setTimeout(() => dismissNotice(id), STAY);
    return () => window.clearTimeout(timer);
  }, [id, intent]);
  return (
    <MessageBar className={styles.notice} intent={intent} layout="multiline" role={intent === 'error' ? 'alert' : 'status'}>
      <MessageBarBody>
        <MessageBarTitle>{notice.title}</MessageBarTitle>
        {notice.text}
        {notice.link && (
          <div>
            <TextLink inText href={`#${notice.link.address}`}>
              {notice.link.label}
            </TextLink>
          </div>
        )}
        {notice.detail && (
          <details className={styles.detail}>
            <summary>{strings.details}</summary>
            <pre className={styles.cause}>{notice.detail}</pre>
          </details>
        )}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissRegular />}
            aria-label={strings.dismiss}
            onClick={() => dismissNotice(id)}
          />
        }
      />
    </MessageBar>
  );
}
