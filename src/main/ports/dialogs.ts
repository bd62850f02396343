/** What a save dialog proposes. */
export interface SaveProposal {
  readonly title: string;
  readonly fileName: string;
  /** Without the dot. */
  readonly extension: string;
  readonly kind: string;
}

/** The system's dialogs; null where the user closed one. */
export interface DialogsPort {
  chooseCollection(): Promise<string | null>;
  /** A program on this machine. */
  chooseProgram(): Promise<string | null>;
  chooseTarget(proposal: SaveProposal): Promise<string | null>;
}
