import { ok, type Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { Exported } from './export-files';
import { saveScript, type ScriptWriterParts } from './script-writer';

/** What the collector script is called, wherever it goes. */
export const COLLECTOR_FILE = 'Collect-MailscopeTenant.ps1';

/** What the service works with. */
export interface CollectorScriptParts extends ScriptWriterParts {
  /** The script as it ships. */
  readonly readScript: () => Promise<string>;
}

/** The script that reads a tenant where Mailscope cannot run. */
export class CollectorScript {
  constructor(private readonly parts: CollectorScriptParts) {}

  /** Its text, to be read before it is run. */
  async text(): Promise<Result<{ readonly fileName: string; readonly text: string }, Failure>> {
    return ok({ fileName: COLLECTOR_FILE, text: await this.parts.readScript() });
  }

  /** Writes it to a file that the user chooses. */
  async save(): Promise<Result<Exported, Failure>> {
    const text = await this.parts.readScript();
    return saveScript(this.parts, { title: 'Save the collector script', fileName: COLLECTOR_FILE, text });
  }
}
