import * as z from 'zod/mini';

/** Where the server says at which of its ports the same page is. */
export const PORTS_PATH = '/ports';

const portSchema = z.int().check(z.minimum(1), z.maximum(65_535));

/** The ports that the server itself listens at; a proxy in front of it may have others. */
export const portsSchema = z.object({
  http: z.optional(portSchema),
  /** Left out where it has none. `ownCertificate`: it has made its certificate itself, so that a browser warns. */
  https: z.optional(z.object({ port: portSchema, ownCertificate: z.boolean() })),
});
export type Ports = z.infer<typeof portsSchema>;
