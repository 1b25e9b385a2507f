/** The body of a refusal, for the OpenAPI document (RFC 9457); `sendProblem` and the merchant's API make it. */
import { z } from "zod";

export const Problem = z.object({
  type: z.string(),
  title: z.string().describe("A sentence for people."),
  status: z.number().int(),
  errors: z.array(z.string()).optional().describe("What is wrong, one sentence for each."),
  correlation_id: z.string(),
});
