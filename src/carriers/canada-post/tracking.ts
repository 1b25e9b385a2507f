/**
 * `tracking-detail`, newest occurrence first, and `tracking-summary`, which has the last event only. Times are those of the place;
 * their zone is a word that says standard time in summer, too.
 */
import type { Asked, CodeLookup, RawTime, Scan, ScanOutcome } from "#carriers/carrier.ts";
import { phraseLookups } from "#carriers/phrases.ts";
import { countryCode, placeOfText } from "#carriers/places.ts";
import { compactDate, compactTime, dayAndClock } from "#carriers/time.ts";
import { childrenOf, elementAt, textAt, type XmlElement } from "#carriers/xml.ts";
import type { Estimate, EventFacts, Place } from "#shipments/event.ts";
import { statuses } from "./statuses.ts";

export const isTracking = ({ name }: XmlElement): boolean => name === "tracking-detail" || name === "tracking-summary";

/** The number on a delivery notice card, which is not the parcel's. */
export const isCardNumber = (number: string): boolean => /^\d{15}$/.test(number);

export function trackingScans(root: XmlElement, asked: readonly Asked[]): readonly ScanOutcome[] {
  if (root.name === "tracking-detail") return root.children.length === 0 ? [] : [detailOutcome(root, asked[0])];
  return childrenOf(root, "pin-summary").slice(0, 100).map(summaryOutcome);
}

/** Whoever asked with the number of a card hears of the parcel by its own. */
function detailOutcome(detail: XmlElement, question: Asked | undefined): ScanOutcome {
  const occurrences = childrenOf(elementAt(detail, "significant-events"), "occurrence").slice(0, 1_000);
  const isArchived = occurrences.every(hasNoTime);
  const countries = countriesOfSites(occurrences);
  const scans = occurrences.map((occurrence) => scanOf(occurrence, isArchived, countries));
  return {
    kind: "scans",
    number: question !== undefined && isCardNumber(question.number) ? question.number : (textAt(detail, "pin") ?? ""),
    scans,
    estimate: dayOf(textAt(detail, "changed-expected-date") ?? textAt(detail, "expected-delivery-date")),
    pickupPoint: scans.map(({ facts }) => facts?.pickupPoint).find((point) => point !== undefined),
    service: textAt(detail, "service-name"),
    proofAvailable:
      textAt(detail, "signature-image-exists") === "true" && textAt(detail, "suppress-signature") !== "true",
  };
}

const dayOf = (day: string | undefined): Estimate | undefined =>
  day === undefined ? undefined : { from: day, through: null, kind: "date" };

/** An archived record has lost its times: midnight without zone, at every event. */
const hasNoTime = (occurrence: XmlElement): boolean =>
  textAt(occurrence, "event-time") === "00:00:00" && textAt(occurrence, "event-time-zone") === undefined;

/** IANA zones of the labels; CSTNO is Saskatchewan, which knows no summer time. */
const zoneOfLabel: ReadonlyMap<string, string> = new Map([
  ["PST", "America/Vancouver"],
  ["MST", "America/Edmonton"],
  ["CST", "America/Winnipeg"],
  ["CSTNO", "America/Regina"],
  ["EST", "America/Toronto"],
  ["AST", "America/Halifax"],
  ["NST", "America/St_Johns"],
]);

function scanOf(occurrence: XmlElement, isArchived: boolean, countries: ReadonlyMap<string, string>): Scan {
  const written = placeOf(occurrence);
  const country = written?.country ?? countries.get(written?.city ?? "");
  const place = country === undefined ? written : { ...written, country };
  const code = codeOf(textAt(occurrence, "event-identifier"));
  const text = textAt(occurrence, "event-description") ?? "";
  return {
    time: timeOf(occurrence, isArchived),
    lookups: lookupsOf(code, text),
    rawCode: code,
    text,
    ...(place === undefined ? {} : { place }),
    facts: factsOf(occurrence, code, place),
  };
}

/** `0174` and `174` are one code. */
const codeOf = (identifier = ""): string => identifier.replace(/^0{1,3}(?=.)/, "");

function timeOf(occurrence: XmlElement, isArchived: boolean): RawTime | null {
  const date = textAt(occurrence, "event-date");
  const clock = isArchived ? undefined : textAt(occurrence, "event-time");
  const time = dayAndClock(date, clock);
  const zone = clock === undefined ? undefined : zoneOfLabel.get(textAt(occurrence, "event-time-zone") ?? "");
  return time === null || zone === undefined ? time : { ...time, zone };
}

const provinces: ReadonlySet<string> = new Set("AB BC MB NB NF NL NS NT NU ON PE QC SK YT".split(" "));

/** Abroad the site names the country (`ILTLVA,Israel`), or the label of the zone does (`ISRAEL`). */
function placeOf(occurrence: XmlElement): Place | undefined {
  const site = textAt(occurrence, "event-site");
  const region = textAt(occurrence, "event-province");
  if (region !== undefined && provinces.has(region)) {
    return { ...(site === undefined ? {} : { city: site }), region, country: "CA" };
  }
  const place = placeOfText(site, countryCode(textAt(occurrence, "event-time-zone")));
  return region === undefined ? place : { ...place, region };
}

/** Abroad one occurrence names the country of a site and the next does not. */
const countriesOfSites = (occurrences: readonly XmlElement[]): ReadonlyMap<string, string> =>
  new Map(
    occurrences
      .map(placeOf)
      .flatMap((place): [string, string][] =>
        place?.city === undefined || place.country === undefined ? [] : [[place.city, place.country]],
      ),
  );

function factsOf(occurrence: XmlElement, code: string, place: Place | undefined): EventFacts {
  const signedBy = textAt(occurrence, "signatory-name");
  const postOffice = textAt(occurrence, "event-retail-name");
  return {
    ...(signedBy === undefined ? {} : { signedBy }),
    ...(code === "20" ? { signatureAvailable: true } : {}),
    ...(postOffice === undefined
      ? {}
      : { pickupPoint: { name: postOffice, city: place?.city, country: place?.country } }),
  };
}

// ── Look-up ───────────────────────────────────────────────────────────────────────────────────────────────────────

const eventOf = new Map(statuses.map((line) => [`${line.list}\n${line.code}`, line.event]));
const says = phraseLookups("text phrases", statuses);
const saysWhere = phraseLookups("delivery phrases", statuses);
const saysCustoms = phraseLookups("customs phrases", statuses);

/** A number that was seen, then the sentence, then a number from client code; of a delivery first where it was left. */
function lookupsOf(code: string, text: string): readonly CodeLookup[] {
  const lookups = [{ list: "event", code }, ...says(text), { list: "event from clients", code }, ...saysCustoms(text)];
  const event = lookups.map((each) => eventOf.get(`${each.list}\n${each.code}`)).find((each) => each !== undefined);
  return event?.startsWith("delivered.") === true ? [...saysWhere(text), ...lookups] : lookups;
}

// ── Summary ───────────────────────────────────────────────────────────────────────────────────────────────────────

function summaryOutcome(summary: XmlElement): ScanOutcome {
  const type = textAt(summary, "event-type") ?? "";
  const text = textAt(summary, "event-description") ?? "";
  const [date, time] = (textAt(summary, "event-date-time") ?? "").slice(0, 20).split(":");
  const place = placeOfLocation(textAt(summary, "event-location"));
  const signedBy = textAt(summary, "signatory-name");
  const scan: Scan = {
    time: dayAndClock(compactDate(date), compactTime(time)),
    lookups: [...says(text), { list: "event-type", code: type }],
    rawCode: type,
    text,
    ...(place === undefined ? {} : { place }),
    facts: signedBy === undefined ? {} : { signedBy },
  };
  return {
    kind: "scans",
    number: textAt(summary, "pin") ?? "",
    scans: type === "" && text === "" ? [] : [scan],
    estimate: dayOf(textAt(summary, "expected-delivery-date")),
    service: textAt(summary, "service-name"),
  };
}

/** `SAINTE-FOY, QC`. */
function placeOfLocation(location: string | undefined): Place | undefined {
  const match = /^(.{1,150}), ?([A-Z]{2})$/.exec(location?.slice(0, 200) ?? "");
  const [, city = "", region = ""] = match ?? [];
  return provinces.has(region) ? { city, region, country: "CA" } : placeOfText(location);
}
