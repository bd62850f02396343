import { z } from 'zod';
import { DEMO_CLIENT } from '../../../shared/domain/clouds/demo-client';
import { uiStateSchema, userSettingsSchema } from '../../../shared/ipc/contract';
import { countSchema, readingIdSchema } from '../../../shared/ipc/common-shapes';
import {
  coverageCountsSchema,
  readingFiguresSchema,
  readingInfoSchema,
  readingSummarySchema,
  tenantSchema,
} from '../../../shared/ipc/reading-shapes';
import type { FileFormat } from './versioned-file';

/** What the user chose. */
export const settingsFormat: FileFormat<z.infer<typeof userSettingsSchema>> = {
  label: 'The settings file',
  version: 2,
  schema: userSettingsSchema,
  migrations: { 1: (value) => ({ ...(value as object), ownClients: [{ ...DEMO_CLIENT }], exchangeSignIn: 'auto', powerShellPath: null }) },
};

const windowStateSchema = z.object({
  x: z.number().int().nullable(),
  y: z.number().int().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});

/** Where the window stood, and what it showed. */
export const viewStateSchema = z.object({ window: windowStateSchema, ui: uiStateSchema });

/** Where the window stood. */
export type WindowState = z.infer<typeof windowStateSchema>;

/** Where the window stood, and what it showed. */
export type ViewState = z.infer<typeof viewStateSchema>;

/** Where the window stood, and what it showed. */
export const viewStateFormat: FileFormat<ViewState> = {
  label: 'The kept state of the window',
  version: 1,
  schema: viewStateSchema,
  migrations: {},
};

const sidecarSchema = z.object({
  record: z.object({
    id: readingIdSchema,
    tenant: tenantSchema,
    collectedAt: z.string(),
    bytes: countSchema,
    figures: readingFiguresSchema,
    coverage: coverageCountsSchema,
    hash: z.string(),
    unpackedBytes: countSchema,
    collector: readingInfoSchema.shape.collector,
  }),
  openedAt: z.string(),
  fileName: z.string(),
  // Absent where an earlier version wrote it.
  name: readingSummarySchema.shape.name,
  target: readingSummarySchema.shape.target,
  unread: readingInfoSchema.shape.unread,
});

/** What stands beside a stored reading. */
export type Sidecar = z.infer<typeof sidecarSchema>;

/** What stands beside a stored reading. */
export const sidecarFormat: FileFormat<Sidecar> = {
  label: 'The description of a stored reading',
  version: 1,
  schema: sidecarSchema,
  migrations: {},
};
