import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DialogsPort } from '../ports/dialogs';
import { nameOf, type Exported } from './export-files';

/** What a script is written with. */
export interface ScriptWriterParts {
  readonly dialogs: Pick<DialogsPort, 'chooseTarget'>;
  /** Writes a file as a whole or not at all; rejects where it cannot. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
}

/** Writes a script to a file that the user chooses. */
export async function saveScript(
  parts: ScriptWriterParts,
  proposal: { readonly title: string; readonly fileName: string; readonly text: string },
): Promise<Result<Exported, Failure>> {
  const { title, fileName, text } = proposal;
  const path = await parts.dialogs.chooseTarget({ title, fileName, extension: 'ps1', kind: 'PowerShell script' });
  if (path === null) return err(failure('dialog-closed'));
  try {
    await parts.writeFile(path, text);
    return ok({ fileName: nameOf(path), rows: null });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return err(failure('file-not-writable', { detail: `${path}: ${code}` }));
  }
}
