import { z } from 'zod';

/** A PowerShell on this machine, as the page shows it. */
export const powerShellHostSchema = z.object({
  path: z.string(),
  edition: z.enum(['Core', 'Desktop']),
  version: z.string(),
  /** Newest first. */
  moduleVersions: z.array(z.string()),
  executionPolicy: z.string().nullable(),
  languageMode: z.string().nullable(),
  /** One sentence each: what stands in the way, or will. */
  problems: z.array(z.object({ message: z.string(), next: z.string(), command: z.string().nullable(), blocking: z.boolean() })),
});

/** The PowerShells of this machine. */
export const powerShellStateSchema = z.object({
  /** The best first. */
  hosts: z.array(powerShellHostSchema).max(20),
  /** The path of the one that is used; null where none can be. */
  used: z.string().nullable(),
  /** What to do where none can be used. */
  problem: z.object({ message: z.string(), next: z.string(), command: z.string().nullable() }).nullable(),
});

/** The PowerShells of this machine. */
export type PowerShellState = z.infer<typeof powerShellStateSchema>;
