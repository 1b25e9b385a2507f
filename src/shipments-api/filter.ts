/** Which of a merchant's shipments are meant: by the API's query, or by a command's options. */
import type { ListQuery } from "./schema.ts";
import type { Filter } from "./store.ts";

/** What is not said filters nothing. A number is found however it is written. */
export const filterOf = ({
  status,
  carrier,
  number,
  order_id,
  reference,
  opened_since,
  q,
}: Partial<ListQuery>): Filter => ({
  status: status ?? null,
  carrier: carrier ?? null,
  number: number === undefined ? null : asNumber(number),
  orderId: order_id?.toLowerCase() ?? null,
  reference: reference ?? null,
  openedSince: opened_since ?? null,
  search: q === undefined ? null : { text: q, number: asNumber(q) },
});

/** However it is written: what blanks and dashes part is one number. */
const asNumber = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
