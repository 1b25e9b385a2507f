/** A shopper thinks that another carrier has the parcel: who could, and asking that one. What the shop said stays as it is. */
import { identify } from "#carriers/identify/identify.ts";
import { carrierByCode } from "#carriers/registry.ts";
import { planWork } from "#platform/due-work.ts";
import { statusOf } from "#shipments/event-codes.ts";
import type { Ways } from "./load.ts";
import { noteWanted, readToAsk, type ToAsk } from "./store.ts";

/** One parcel, as a page knows it. */
export interface ParcelKey {
  readonly shard: number;
  readonly id: string;
  readonly merchantId: string;
}

export interface OtherCarrier {
  readonly code: string;
  readonly name: string;
  /** In English, as identification gives them. */
  readonly reasons: readonly string[];
  /** `asking`: it is being asked; `denied`: it was asked lately and does not know the number. */
  readonly asked: "no" | "asking" | "denied";
}

export interface CarrierTries {
  /** Likeliest first, at most three that can be asked; none once anybody has told of the parcel. */
  candidates(parcel: ParcelKey): Promise<readonly OtherCarrier[]>;
  /** Asks it at once. False: it is none of the candidates. */
  ask(parcel: ParcelKey, code: string): Promise<boolean>;
}

const candidatesMax = 3;
/** Less speaks for nobody in particular. */
const worthATry = 0.02;
/** What the number alone must say for a carrier. */
const clearFrom = 0.2;

export function createCarrierTries({ database, clock, connectionsFor, credentials }: Ways): CarrierTries {
  async function canBeAsked(code: string, { merchantId, number }: ToAsk): Promise<boolean> {
    for (const { slug, kind, numberPattern } of connectionsFor(code))
      if (kind !== "aggregator" && numberPattern.test(number) && (await credentials(slug, merchantId)).length > 0)
        return true;
    return false;
  }

  async function read(parcel: ParcelKey): Promise<ToAsk | undefined> {
    const work = { ...parcel, kind: "poll", subject: parcel.id, fence: 0, attempts: 0 } as const;
    const found = await database.forMerchants([parcel.merchantId], (tx) => readToAsk(tx, [work]));
    return found.get(parcel.id);
  }

  async function candidates(parcel: ParcelKey): Promise<readonly OtherCarrier[]> {
    const toAsk = await read(parcel);
    if (toAsk === undefined || statusOf(toAsk.code) !== "pending") return [];
    const able: OtherCarrier[] = [];
    for (const { code, reasons } of othersOf(toAsk)) {
      if (able.length === candidatesMax) break;
      if (!(await canBeAsked(code, toAsk))) continue;
      able.push({ code, name: carrierByCode(code)?.name ?? code, reasons, asked: askedOf(code, toAsk, clock.now()) });
    }
    return able;
  }

  return {
    candidates,
    async ask(parcel, code) {
      const chosen = (await candidates(parcel)).find((one) => one.code === code);
      if (chosen === undefined) return false;
      if (chosen.asked !== "no") return true;
      const now = clock.now();
      const { shard, id, merchantId } = parcel;
      await database.forMerchants([merchantId], async (tx) => {
        await noteWanted(tx, parcel, code, now);
        await planWork(tx, [{ shard, kind: "poll", subject: id, merchantId, dueAt: now }]);
      });
      return true;
    },
  };
}

/** Everything weighed anew, with what carriers have said by now: the one that was named does not know the number. */
function othersOf(parcel: ToAsk) {
  const { carrier, number, aside, country, postalCode: postcode, saidCompany: company } = parcel;
  const denials = Object.entries(aside).filter(([, { why }]) => why === "not_found" || why === "invalid_number");
  const deniedBy = new Set([carrier, ...denials.map(([way]) => way.split(" ")[0] ?? "")]);
  const answered = new Map([...deniedBy].map((code) => [code, "does_not_know"] as const));
  // A return goes to the shop, whose address we do not know.
  const where = parcel.direction === "return" ? { origin: country } : { country, postcode };
  // The name that the shop gave may be what is wrong: whom the number alone points to comes first, relatives of that name after.
  const byNumber = identify({ number, answered, ...where }).filter(({ probability }) => probability >= clearFrom);
  const known = new Set(byNumber.map(({ code }) => code));
  const byAll = identify({ number, company, answered, ...where }).filter(({ code }) => !known.has(code));
  return [...byNumber, ...byAll].filter(
    ({ code, probability }) => code !== carrier && (probability >= worthATry || deniedBy.has(code)),
  );
}

function askedOf(code: string, { wanted, aside }: ToAsk, now: Date): OtherCarrier["asked"] {
  const isDenied = Object.entries(aside).some(
    ([way, { until, why }]) => way.startsWith(`${code} `) && why === "not_found" && Date.parse(until) > now.getTime(),
  );
  return isDenied ? "denied" : wanted === code ? "asking" : "no";
}
