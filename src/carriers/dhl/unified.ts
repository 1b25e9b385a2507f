/**
 * Shipment Tracking – Unified 1.5: one JSON for all divisions, newest event first. The push message of Unified has the same shape.
 * `status` is the division's own code, in older answers a sentence; `statusCode` is the coarse status. They are tried in that order.
 */
import { z } from "zod";
import type { Asked, CodeLookup, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { count, flag, list, object, text } from "#carriers/lenient.ts";
import { countryCode, placeOfText } from "#carriers/places.ts";
import { plainNumber } from "#carriers/plain-number.ts";
import type { Estimate, PickupPoint, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

const Address = object({ countryCode: text, postalCode: text, addressLocality: text, streetAddress: text });
const Location = object({ address: Address, servicePoint: object({ url: text, label: text }) });
const Event = z.object({
  timestamp: text,
  location: Location,
  statusCode: text,
  status: text,
  statusDetailed: text,
  description: text,
  remark: text,
  nextSteps: text,
  pieceIds: list(text, { first: 500 }),
});
type UnifiedEvent = z.output<typeof Event>;

const Shipment = z.object({
  id: text,
  service: text,
  origin: Location,
  destination: Location,
  status: Event.optional().catch(undefined),
  estimatedTimeOfDelivery: text,
  estimatedDeliveryTimeFrame: object({ estimatedFrom: text, estimatedThrough: text }),
  agreedDeliveryDate: text,
  returnFlag: flag,
  details: object({
    product: object({ productName: text }),
    provider: object({ destinationProvider: text }),
    proofOfDelivery: object({
      timestamp: text,
      signatureUrl: text,
      documentUrl: text,
      signed: object({ name: text, familyName: text, givenName: text }),
    }),
    proofOfDeliverySignedAvailable: flag,
    totalNumberOfPieces: count,
    pieceIds: list(text, { first: 500 }),
    events: list(Event, { first: 500 }),
  }),
  events: list(Event, { first: 500 }),
});
type UnifiedShipment = z.output<typeof Shipment>;

export const unifiedAnswer = z
  .object({ shipments: z.custom<readonly unknown[]>(Array.isArray) })
  .transform(({ shipments }) => ({
    shipments: list(Shipment, { first: 20 }).parse(shipments.filter(isUnified)),
    isEmpty: shipments.length === 0,
  }))
  .refine(({ shipments, isEmpty }) => isEmpty || shipments.some(isShipment), "no shipment of DHL");

/** MyDHL has `shipments` too; its own name for the number tells it apart. */
const isUnified = (shipment: unknown): boolean =>
  typeof shipment === "object" && shipment !== null && !("shipmentTrackingNumber" in shipment);

const isShipment = ({ id, service, status, events }: UnifiedShipment): boolean =>
  id !== undefined || service !== undefined || status !== undefined || events.length > 0;

/** One outcome per number. Several shipments can share one (DHL eCommerce, Supply Chain): the likeliest is read. */
export function unifiedScans(shipments: readonly UnifiedShipment[], asked: readonly Asked[]): readonly ScanOutcome[] {
  const question = asked[0];
  const real = shipments.filter(isShipment);
  if (question !== undefined && question.number !== "") {
    const chosen = chooseShipment(real, question);
    return chosen === undefined ? [] : [outcomeOf(chosen, question.number)];
  }
  const groups = Map.groupBy(real, ({ id }) => id ?? "");
  return [...groups].flatMap(([number, group]) => {
    const chosen = chooseShipment(group, { number });
    return chosen === undefined ? [] : [outcomeOf(chosen, number)];
  });
}

/**
 * The registry codes of DHL, each with the `service` that it means; null: DHL looks in all its divisions. The first is DHL itself.
 * Deutsche Post is asked everywhere: shops write that name for letters and for DHL parcels alike.
 */
const services: Readonly<Record<string, string | null>> = {
  dhl: null,
  "dhl-api": null,
  "dhl-reference": null,
  "dhl-reference-api": null,
  "dhl-express": "express",
  "dhl-pieceid": "express",
  "dhl-sftp": "express",
  "dhl-germany": "parcel-de",
  "dhl-germany-ftp": "parcel-de",
  "deutsch-post": null,
  "dhl-deliverit": null,
  "dhlparcel-nl": "parcel-nl",
  "dhl-nl": "parcel-nl",
  "dhl-benelux": "parcel-nl",
  "dhl-poland": "parcel-pl",
  "dhlparcel-uk": "parcel-uk",
  "uk-mail": "parcel-uk",
  "dhl-es": null,
  "dhl-es-sftp": null,
  "dhlparcel-es": null,
  "dhlparcel-ru": null,
  "dhl-ie-sftp": null,
  "dhl-hk": null,
  "dhl-freight": "freight",
  "dhl-active-tracing": "freight",
  "dhl-global-forwarding": "dgf",
  "dhl-global-forwarding-api": "dgf",
  "dhl-gt-api": "dgf",
  "dhl-pa-api": "dgf",
  "dhl-global-mail": "ecommerce",
  "dhl-global-mail-api": "ecommerce",
  "dhl-global-mail-asia": "ecommerce",
  "dhl-global-mail-asia-api": "ecommerce",
  "dhl-ecommerce-gc": "ecommerce",
  "dhl-ecommerce-gc-api": "ecommerce",
  "dhl-supply-chain-au": "dsc",
  "dhl-supply-chain-au-sftp": "dsc",
  "dhl-supplychain-apac": "dsc",
  "dhl-supplychain-id": "dsc",
  "dhl-supplychain-in": "dsc",
};

const serviceByCode = new Map(Object.entries(services));
export const servedCodes: readonly string[] = [...serviceByCode.keys()];
export const serviceOf = (carrierCode: string | undefined): string | undefined =>
  serviceByCode.get(carrierCode ?? "") ?? undefined;

/** By number, then service, then destination, then the newest event. */
function chooseShipment(shipments: readonly UnifiedShipment[], asked: Asked): UnifiedShipment | undefined {
  const service = serviceOf(asked.carrierCode);
  const merit = (shipment: UnifiedShipment): readonly (number | string)[] => {
    const to = shipment.destination?.address;
    return [
      Number(plainNumber(shipment.id ?? "") === plainNumber(asked.number)),
      Number(service !== undefined && shipment.service === service),
      Number(asked.country !== undefined && to?.countryCode === asked.country),
      Number(asked.postalCode !== undefined && to?.postalCode === asked.postalCode),
      eventsOf(shipment)[0]?.timestamp ?? "",
    ];
  };
  return shipments.toSorted((a, b) => compareMerits(merit(b), merit(a)))[0];
}

function compareMerits(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at === -1) return 0;
  return (a[at] ?? 0) > (b[at] ?? 0) ? 1 : -1;
}

/** `status` repeats the newest event; bodies that give only `status` have no other. */
function eventsOf(shipment: UnifiedShipment): readonly UnifiedEvent[] {
  const events = shipment.events.length > 0 ? shipment.events : (shipment.details?.events ?? []);
  const { status } = shipment;
  if (status === undefined) return events;
  const isListed = events.some(
    (event) =>
      event.timestamp === status.timestamp &&
      (event.status === status.status ||
        event.description === status.description ||
        event.statusCode === status.statusCode),
  );
  return isListed || !saysAnything(status) ? events : [status, ...events];
}

const saysAnything = ({ status, statusCode, description }: UnifiedEvent): boolean =>
  status !== undefined || statusCode !== undefined || description !== undefined;

function outcomeOf(shipment: UnifiedShipment, number: string): ScanOutcome {
  const pieces = shipment.details?.pieceIds.filter((piece) => piece !== undefined) ?? [];
  const events = eventsOf(shipment);
  const scans = events.flatMap((event) => scansOf(shipment, event, pieces));
  const proof = shipment.details?.proofOfDelivery;
  const signedBy = nameOf(proof?.signed);
  const delivered = events.findIndex(({ statusCode }) => statusCode?.toLowerCase() === "delivered");
  const signedScans =
    signedBy === undefined || delivered === -1
      ? scans
      : scans.map((scan) =>
          scan.time?.text === events[delivered]?.timestamp ? { ...scan, facts: { ...scan.facts, signedBy } } : scan,
        );
  const pickupPoint = events.map((event) => pickupPointOf(event.location)).find((point) => point !== undefined);
  return {
    kind: "scans",
    number,
    scans: signedScans,
    estimate: estimateOf(shipment),
    pickupPoint: pickupPoint ?? pickupPointOf(shipment.destination),
    pieces: pieces.length > 1 ? pieces : [],
    pieceCount: shipment.details?.totalNumberOfPieces,
    service: shipment.details?.product?.productName,
    isReturnLeg: shipment.returnFlag,
    proofAvailable:
      proof?.signatureUrl !== undefined ||
      proof?.documentUrl !== undefined ||
      (shipment.details?.proofOfDeliverySignedAvailable ?? false),
  };
}

/** "The status will be updated following customs inspection" asks nothing of anybody (DHL's own sample, Unified 1.5). */
const asksForSomething = (nextSteps: string | undefined): boolean =>
  nextSteps !== undefined &&
  !/\bwill be (updated|continued|processed|delivered|forwarded)\b|\bno (further )?action\b/i.test(nextSteps);

/** An event that names some of several pieces is said of each of them; one that names all or none, of the shipment. */
function scansOf(shipment: UnifiedShipment, event: UnifiedEvent, pieces: readonly string[]): readonly Scan[] {
  const place = placeOf(event.location);
  const point = pickupPointOf(event.location);
  const scan: Scan = {
    time: event.timestamp === undefined ? null : { text: event.timestamp },
    lookups: lookupsOf(shipment.service ?? "", event),
    rawCode: event.status ?? event.statusCode ?? "",
    ...(event.status !== undefined && event.statusCode !== undefined ? { rawSubCode: event.statusCode } : {}),
    text: event.description ?? event.status ?? event.remark ?? "",
    ...(place === undefined ? {} : { place }),
    facts: {
      ...(asksForSomething(event.nextSteps) ? { actionRequired: true } : {}),
      ...(point === undefined ? {} : { pickupPoint: point }),
      ...(event.status === "STORN" ? { retractsPrevious: true } : {}),
    },
  };
  const named = event.pieceIds.filter((piece) => piece !== undefined);
  return pieces.length > 1 && named.length > 0 && named.length < pieces.length
    ? named.map((piece) => ({ ...scan, piece }))
    : [scan];
}

// ── Look-up ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Code by the carrier's words, where all lines of a list with these words mean the same. */
const codeByWords = new Map<string, CodeLookup | null>();
for (const { list, code, subcode, words, event } of statuses) {
  if (words === "" || subcode !== "") continue;
  const key = wordsKey(list, words);
  const known = codeByWords.get(key);
  const means = statuses.find((line) => line.list === known?.list && line.code === known.code)?.event;
  codeByWords.set(key, known === undefined || means === event ? { list, code } : null);
}

/** Without case, double blanks and the full stop. Only as much as the longest sentence of a table, so that patterns stay cheap. */
function wordsKey(list: string, words: string): string {
  const plain = words.slice(0, 500).toUpperCase().replace(/\s+/g, " ");
  return `${list}\n${plain.replace(/[. ]{1,10}$/, "")}`;
}

const textLists = ["parcel-de text", "ecommerce text", "dsc text"];

function lookupsOf(
  service: string,
  { status, statusDetailed, description, statusCode }: UnifiedEvent,
): readonly CodeLookup[] {
  const said = [status, statusDetailed, description].filter((words) => words !== undefined);
  const lists = codeListsOf(service);
  const texts: readonly CodeLookup[] = [
    ...said.flatMap((words) => lists.flatMap((list) => codeByWords.get(wordsKey(list, words)) ?? [])),
    ...ownFirst(`${service} text`).flatMap((list) => said.map((code) => ({ list, code }))),
  ];
  const codes = [statusDetailed, status].flatMap((code) =>
    code === undefined ? [] : lists.map((list) => ({ list, code })),
  );
  const coarse = statusCode === undefined ? [] : [{ list: "statusCode", code: statusCode }];
  const twofold = service === "parcel-de" ? twofoldCode(status, description ?? "") : undefined;
  return twofold === undefined ? [...codes, ...texts, ...coarse] : [...twofold, ...texts, ...codes, ...coarse];
}

const ownFirst = (own: string): readonly string[] =>
  [own, ...textLists].filter((list, at, all) => all.indexOf(list) === at);

/** `ecommerce` bodies of PPL and `post-de` ones of Deutsche Post use lists with other names. */
function codeListsOf(service: string): readonly string[] {
  if (service === "ppl") return ["ecommerce-ppl"];
  if (service === "post-de") return ["svb", "parcel-de"];
  return [service];
}

/** LA (stored) and PO (in delivery) of Parcel Germany mean two things each; the sentence decides, where there is one. */
function twofoldCode(status: string | undefined, sentence: string): readonly CodeLookup[] | undefined {
  if (status === "LA") {
    const isHeld = /\b(held|hold|wunschtag|preferred day|later delivery|kept)\b/i.test(sentence);
    const isCollectable = /pick|collect|branch|filiale|packstation|abhol|post office/i.test(sentence);
    return isHeld && !isCollectable ? [{ list: "parcel-de", code: "LA", subcode: "held" }] : [];
  }
  if (status === "PO") {
    const isDepot = /delivery (base|depot|center|centre)|zustellbasis|zustellstützpunkt/i.test(sentence);
    return isDepot ? [{ list: "parcel-de", code: "PO", subcode: "depot" }] : [];
  }
  return undefined;
}

// ── Places, dates, names ──────────────────────────────────────────────────────────────────────────────────────────

type UnifiedLocation = z.output<typeof Location>;

function placeOf(location: UnifiedLocation): Place | undefined {
  const address = location?.address;
  const written = placeOfText(address?.addressLocality, address?.countryCode);
  const country = countryCode(address?.countryCode);
  const place: Place = {
    ...written,
    ...(country === undefined ? {} : { country }),
    ...(address?.postalCode === undefined ? {} : { postalCode: address.postalCode }),
    ...(location?.servicePoint?.label === undefined ? {} : { name: location.servicePoint.label }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
}

function pickupPointOf(location: UnifiedLocation): PickupPoint | undefined {
  const point = location?.servicePoint;
  if (point === undefined || (point.label === undefined && point.url === undefined)) return undefined;
  const { name, postalCode, city, country } = placeOf(location) ?? {};
  const street = location?.address?.streetAddress;
  return { name, street, postalCode, city, country, url: point.url };
}

function estimateOf(shipment: UnifiedShipment): Estimate | undefined {
  const frame = shipment.estimatedDeliveryTimeFrame;
  if (frame?.estimatedFrom !== undefined) {
    return { from: frame.estimatedFrom, through: frame.estimatedThrough ?? null, kind: "window" };
  }
  const day = shipment.agreedDeliveryDate ?? shipment.estimatedTimeOfDelivery ?? frame?.estimatedThrough;
  return day === undefined ? undefined : { from: day, through: null, kind: "date" };
}

function nameOf(
  person: { readonly name?: string; readonly givenName?: string; readonly familyName?: string } | undefined,
): string | undefined {
  const whole = [person?.givenName, person?.familyName].filter((part) => part !== undefined).join(" ");
  return whole === "" ? person?.name : whole;
}
