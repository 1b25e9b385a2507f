/** What somebody who writes us asks for: shop, address, id and orders, in the words and forms in which people write them. Pure. */
import { isUuid } from "#platform/ids.ts";

export interface Asked {
  /** Of the subject. */
  readonly shopName: string | null;
  /** With https:// where none was written. */
  readonly storeUrl: string | null;
  /** As written; ours are UUIDs. */
  readonly merchantId: string | null;
  /** Order ids and order numbers, as written, each once. */
  readonly orders: readonly string[];
}

export const ordersMax = 10;
const linesMax = 400;
const lineMax = 500;

/** `Delivery tracking integration: Lantern & Loom`, also where it was answered or passed on. Null: another subject, or no name. */
export function shopNameIn(subject: string): string | null {
  let rest = cleaned(subject.slice(0, 400));
  for (let turn = 0; turn < 10; turn += 1) rest = rest.replace(replyMark, "");
  const [, name = ""] = /^delivery[ -]tracking[ -]integration\s*[:;：=–—|-]\s*(.+)$/i.exec(rest) ?? [];
  const bare = name.replace(/^[{["'„“«]+|[}\]"'“”»]+$/g, "").trim();
  return bare === "" ? null : bare.slice(0, 100);
}
const replyMark =
  /^\s*(?:re|aw|sv|fw|fwd|wg|vb|vs|antw|tr|ext|external)\s*(?:\[\d{1,3}\])?\s*:\s*|^\s*\[[\w -]{1,20}\]\s*/i;

/** What stands in the new part of a mail counts first; what it quotes or passes on fills up what is missing. */
export function fieldsIn(text: string): Omit<Asked, "shopName"> {
  const { own, quoted } = partsOf(text);
  const [first, second] = [fieldsOf(own), fieldsOf(quoted)];
  return {
    storeUrl: first.storeUrl ?? second.storeUrl,
    merchantId: first.merchantId ?? second.merchantId,
    orders: first.orders.length > 0 ? first.orders : second.orders,
  };
}

/** Without signs that are not seen, and with one kind of space. */
const cleaned = (text: string): string =>
  text.replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, " ").replace(/[\p{Cf}*]/gu, "");

const quoteHead =
  /^\s*(?:(?:on|am|den|le|el)\b.{4,120}(?:wrote|schrieb|skrev|écrit|escribió).{0,60}:\s*$|-{3,}.{0,60}-{3,}\s*$|_{10,}\s*$|begin forwarded message|anfang der weitergeleiteten)/i;

function partsOf(text: string): { readonly own: readonly string[]; readonly quoted: readonly string[] } {
  const own: string[] = [];
  const quoted: string[] = [];
  let isBelow = false;
  let isSignature = false;
  for (const raw of text.split(/\r\n|\n|\r/).slice(0, linesMax)) {
    const line = cleaned(raw.slice(0, lineMax));
    const [mark = ""] = /^[\s>|]*>/.exec(line) ?? [];
    isBelow ||= quoteHead.test(line);
    isSignature ||= !isBelow && /^-- ?$/.test(raw);
    if (mark !== "" || isBelow) quoted.push(line.slice(mark.length));
    else if (!isSignature) own.push(line);
  }
  return { own, quoted };
}

/** A label, then what parts it from its value. In three languages, and as people shorten them. */
const label =
  /(?<![\p{L}\p{N}/.@-])(?:(?<store>(?:e-?)?(?:(?:web|online)[ -]?)?(?:store|shop|site|butik(?:en)?s?)[ -]?(?:url|link|adresse?|address|website)|url(?: (?:of|der|till|för) [\p{L} ]{1,20})?|web ?site|web-?seite|internetadresse|webbplats|hemsida|webb?adress)|(?<merchant>(?:merchant|store|shop|händler|haendler|handlar(?:en)?s?|butiks?|mandanten)[ -]?(?:id|number|no|nr|nummer|kennung)|mid)|(?<order>(?:(?:sample|test|example|beispiel|exempel)[ -]?)?(?:(?:order|bestell|auftrags|beställnings)[ -]?(?:id|number|numbers|no|nos|nr|nummern?|ids|ref|reference)|orders?|bestellung(?:en)?|auftrag|beställning(?:ar)?|purchase number))(?:\((?:s|en|n|ar)\))?)\s?\.?(?:\s{0,3}(?:[:=：＝–—|\t]+|->|=>|-(?=\s))|\s(?:is|are|ist|sind|lautet|lauten|är)\b:?)/giu;

interface Fields extends Omit<Asked, "shopName"> {
  readonly orders: string[];
}

function fieldsOf(lines: readonly string[]): Fields {
  const found: { storeUrl: string | null; merchantId: string | null; orders: string[] } = {
    ...{ storeUrl: null, merchantId: null, orders: [] },
  };
  let open: Kind | null = null;
  for (const line of lines) {
    const labels = [...line.matchAll(label)];
    if (labels.length === 0) {
      // A value, or one more of a list, below its label.
      if (open !== null && line.trim() !== "")
        open = take(found, open, line.replace(/^[\s•·\d.)-]{0,4}\s/, ""), true) ? open : null;
      continue;
    }
    for (const [at, one] of labels.entries()) {
      const kind = kindOf(one);
      const value = line.slice(one.index + one[0].length, labels[at + 1]?.index ?? line.length);
      const isTaken = take(found, kind, value, false);
      // Below an empty label stands its value; below an order there may be more of them.
      open = value.trim() === "" || (kind === "order" && isTaken) ? kind : null;
    }
  }
  const text = lines.join("\n");
  if (found.orders.length === 0) found.orders = spokenOrders(text);
  const ids = (text.match(uuid) ?? []).map((id) => id.toLowerCase()).filter((id) => !found.orders.includes(id));
  const loose = [...new Set(ids)].filter((id) => id !== found.merchantId);
  // An id without a word is the merchant's where an order is named, and else it may be either: whoever looks it up finds out.
  if (found.orders.length > 0) found.merchantId ??= loose[0] ?? null;
  else found.orders = loose.slice(0, ordersMax);
  found.storeUrl ??= urlIn(text.match(/https?:\/\/[^\s<>"')\]]+/i)?.[0] ?? "");
  return found;
}

type Kind = "store" | "merchant" | "order";
const kindOf = ({ groups = {} }: RegExpExecArray): Kind =>
  groups.store !== undefined ? "store" : groups.merchant !== undefined ? "merchant" : "order";

const uuid = /(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])/gi;

/** @param isBare the line holds nothing else; false: there is no value of this kind */
function take(
  found: Fields & { storeUrl: string | null; merchantId: string | null },
  kind: Kind,
  text: string,
  isBare: boolean,
): boolean {
  if (kind === "store") {
    const url = urlIn(text.trim().split(/[\s,;]/, 1)[0] ?? "");
    found.storeUrl ??= url;
    return url !== null;
  }
  if (kind === "merchant") {
    const [id] = numbersIn(text);
    found.merchantId ??= id ?? null;
    return id !== undefined;
  }
  const numbers = numbersIn(text);
  const isList = numbers.length > 0 && (!isBare || numbers.length === wordsOf(text).length);
  if (isList)
    for (const number of numbers)
      if (!found.orders.includes(number) && found.orders.length < ordersMax) found.orders.push(number);
  return isList;
}

const wordsOf = (text: string): string[] =>
  text.split(/[\s,;&+]+/).filter((word) => word !== "" && !/^(?:and|und|och|or|oder)$/i.test(word));

/** Words with a digit that could be the number or id of something: no links, no addresses. */
const numbersIn = (text: string): string[] =>
  wordsOf(text)
    .map((word) => word.replace(/^[#("'`„“<[]+|[)"'`“”>\].:!?]+$/g, ""))
    .filter((word) => /^(?=.*\p{N})[\p{L}\p{N}][\p{L}\p{N}_./-]{0,63}$/u.test(word))
    .map((word) => (isUuid(word) ? word.toLowerCase() : word));

/** "… please look at order LL-1001 and LL-1002". */
function spokenOrders(text: string): string[] {
  const spoken = text.matchAll(
    /(?<![\p{L}\p{N}-])(?:orders?|bestellung(?:en)?|bestell(?:nummer|nr)|auftrag|beställning(?:ar)?|ordernummer)(?: (?:number|no|nr|nummer|id)\b)?\.?\s{1,3}((?:#?[\p{L}\p{N}_./-]{0,64}\p{N}[\p{L}\p{N}_./-]{0,64}(?:\s?,\s?|\s(?:and|und|och)\s)?){1,10})/giu,
  );
  return [...new Set([...spoken].flatMap(([, list = ""]) => numbersIn(list)))].slice(0, ordersMax);
}

/** A web address, with https:// where somebody left it out; null: it is none. */
function urlIn(text: string): string | null {
  const bare = text.replace(/^[<("'[]+|[>)"'\].,;]+$/g, "");
  const whole = /^https?:\/\//i.test(bare) ? bare : `https://${bare}`;
  const url = bare.length > 300 ? null : URL.parse(whole);
  const isHost = url !== null && /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(url.hostname) && url.username === "";
  return isHost ? whole : null;
}
