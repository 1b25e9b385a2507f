/** What merchants send to connect a carrier. */
import { z } from "zod";

/** Names and values are looked at by `readFields`, which knows the connection; here only shape and size. */
export const ConnectionBody = z.object({
  fields: z.record(z.string().max(100), z.string().max(4_096)),
  environment: z.enum(["production", "test"]).optional(),
});
