/** Schema pieces for carriers' answers: a wrong type costs a field, never the answer; unknown keys are dropped (X-01). */
import { z } from "zod";

/** No field that we show is longer than 1,000 characters; more than this of a text is never looked at, by no pattern. */
const maxText = 4_000;

/** A text. Numbers become text (carriers send ids as both); anything else, and blank text, counts as absent. */
export const text = z
  .unknown()
  .optional()
  .transform((value): string | undefined => {
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    return typeof value === "string" ? value.trim().slice(0, maxText).trimEnd() || undefined : undefined;
  });

/** A whole number ≥ 0, sent as number or as text. */
export const count = z
  .unknown()
  .optional()
  .transform((value): number | undefined => {
    const number = typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
    return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
  });

/** true, "true", "1", "Y". */
export const flag = z
  .unknown()
  .optional()
  .transform(
    (value): boolean => value === true || (typeof value === "string" && /^(true|1|y|yes)$/i.test(value.trim())),
  );

/** An object of that shape; anything that is no object counts as absent. */
export const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined);

/** A list of what the schema can read. A single item counts as a list of one; what is unreadable is left out; `most` items are read. */
export function list<Item extends z.ZodType>(item: Item, most: { readonly first: number } | { readonly last: number }) {
  return z
    .unknown()
    .optional()
    .transform((value): readonly z.output<Item>[] => {
      if (value === undefined || value === null) return [];
      const items = Array.isArray(value) ? value : [value];
      const read = "first" in most ? items.slice(0, most.first) : items.slice(-most.last);
      return read.flatMap((each) => {
        const result = item.safeParse(each);
        return result.success ? [result.data] : [];
      });
    });
}
