/** Problem JSON (RFC 7807) of DHL's interfaces: `status` may be a number or a text, also inside a 200. */
import { z } from "zod";
import type { Refusal } from "#carriers/carrier.ts";
import { list, text } from "#carriers/lenient.ts";

const Problem = z.object({
  status: z.union([z.number(), z.string().regex(/^\d{3}$/)]).transform(Number),
  title: text,
  detail: text,
  message: text,
  additionalDetails: list(text, { first: 20 }),
});

/** Undefined: this is no problem, but an answer with shipments. */
export function problemRefusal(body: unknown): { readonly why: Refusal; readonly detail?: string } | undefined {
  const problem = Problem.safeParse(body);
  if (!problem.success || (typeof body === "object" && body !== null && "shipments" in body)) return undefined;
  const { status, title, detail, message, additionalDetails } = problem.data;
  const words = [detail, title, message, ...additionalDetails].filter((each) => each !== undefined);
  const why = whyOf(status, words);
  const telling = why === "invalid_number" ? words.find(saysWrongNumber) : words[0];
  return why === undefined ? undefined : { why, detail: telling };
}

function whyOf(status: number, words: readonly string[]): Refusal | undefined {
  if (status === 404) return "not_found";
  if (status === 400 || status === 422) return words.some(saysWrongNumber) ? "invalid_number" : "bad_request";
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 429) return "throttled";
  return status >= 500 ? "unavailable" : undefined;
}

/** One sentence that names the number and finds fault with it. That it is missing is our fault, not the number's. */
const saysWrongNumber = (sentence: string): boolean =>
  /\b(tracking|shipment|shipmentTracking|waybill|piece) ?(number|id)\b|\binvalid (tracking|shipment|waybill)\b/i.test(
    sentence,
  ) && /\b(invalid|not valid|format|pattern|too (short|long)|check digit)\b/i.test(sentence);
