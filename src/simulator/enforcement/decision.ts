/** Where each rule that decides is written. */
export const DOCUMENTS = {
  permissions: 'https://learn.microsoft.com/graph/permissions-reference',
  policies: 'https://learn.microsoft.com/graph/auth-limit-mailbox-access',
  policyOrder: 'https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy',
  roles: 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
  protocols:
    'https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth',
  ews: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online',
  mailboxPermissions: 'https://learn.microsoft.com/powershell/module/exchange/add-mailboxpermission',
  recipientPermissions: 'https://learn.microsoft.com/powershell/module/exchange/add-recipientpermission',
  sharedFolders: 'https://learn.microsoft.com/graph/outlook-share-messages-folders',
  signIn: 'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
} as const;

/** The key of a document. */
export type DocumentKey = keyof typeof DOCUMENTS;

/** What one rule says about one try. */
export interface Verdict {
  readonly granted: boolean;
  readonly reason: string;
  readonly document: DocumentKey;
  /** False where no document says what Exchange does: the simulator then refuses, which is the stricter way. */
  readonly certain: boolean;
}

/** The answer to "may this one do this here, now?". */
export interface AccessDecision {
  /** Whether the call goes through: granted, and nothing keeps the right from being used. */
  readonly allowed: boolean;
  /** Whether the right is there, used or not. */
  readonly granted: boolean;
  /** Why a right that is there cannot be used (a disabled account, a protocol that is off); null otherwise. */
  readonly prevented: string | null;
  readonly reason: string;
  /** The page that the decision rests on. */
  readonly source: string;
  readonly certain: boolean;
}

/** A right that is there. */
export function grant(reason: string, document: DocumentKey): Verdict {
  return { granted: true, reason, document, certain: true };
}

/** A right that is not there. */
export function refuse(reason: string, document: DocumentKey): Verdict {
  return { granted: false, reason, document, certain: true };
}

/** A case that no document settles. */
export function undecided(reason: string, document: DocumentKey): Verdict {
  return { granted: false, reason, document, certain: false };
}

/** Any one right is enough; where there is none, one open question keeps the whole from being certain. */
export function anyOf(verdicts: Iterable<Verdict>, otherwise: Verdict): Verdict {
  let open: Verdict | null = null;
  let refusal: Verdict | null = null;
  for (const verdict of verdicts) {
    if (verdict.granted) return verdict;
    if (!verdict.certain) open ??= verdict;
    else refusal ??= verdict;
  }
  return open ?? refusal ?? otherwise;
}

/** All must hold; a sure refusal decides, whatever else is open. */
export function allOf(verdicts: readonly Verdict[], granted: Verdict): Verdict {
  return verdicts.find((verdict) => !verdict.granted && verdict.certain) ?? verdicts.find((verdict) => !verdict.granted) ?? granted;
}
