import { z } from 'zod';

/** What to register as the organisation's own client, field by field as the portal names them. */
export const registrationSchema = z.object({
  name: z.string(),
  audience: z.string(),
  redirectUri: z.string(),
  redirectPlatform: z.string(),
  allowPublicClientFlows: z.boolean(),
  permissions: z.array(
    z.object({ resource: z.string(), resourceAppId: z.string(), permission: z.string(), permissionId: z.string(), why: z.string() }),
  ),
  /** Where registrations are made in this cloud. */
  link: z.string(),
  /** A script that does the same. */
  script: z.object({ fileName: z.string(), text: z.string() }),
});

/** What to register as the organisation's own client. */
export type Registration = z.infer<typeof registrationSchema>;
