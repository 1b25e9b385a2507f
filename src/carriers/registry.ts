/** Every carrier that Posthorn knows, as data. Read once, when it is first asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testCarrierCode } from "#shipments/test-journeys.ts";

export interface RegisteredCarrier {
  /** `dhl-express`: what merchants may send as shipping_company, and what shipments carry. */
  readonly code: string;
  readonly name: string;
  readonly otherNames: readonly string[];
  /** ISO 3166-1 alpha-2; empty: everywhere. */
  readonly countries: readonly string[];
  readonly parent: string | null;
  /** variant: the same carrier under a second code. brand, product, group, renamed: how it belongs to its parent. */
  readonly relation: string | null;
  readonly website: string | null;
  /** Page for people, with `{number}`. */
  readonly trackingPage: string | null;
  readonly wants: readonly string[];
  readonly aftershipSlug: string | null;
  readonly seventeentrackKey: string | null;
  readonly easypostName: string | null;
  readonly onPublicList: boolean;
}

/** Plays the test numbers. It has a name, and stands in no list of carriers. */
const testCarrier: RegisteredCarrier = {
  code: testCarrierCode,
  name: "Posthorn’s test carrier",
  otherNames: [],
  countries: [],
  parent: null,
  relation: null,
  website: null,
  trackingPage: null,
  wants: [],
  aftershipSlug: null,
  seventeentrackKey: null,
  easypostName: null,
  onPublicList: false,
};

let carriers: readonly RegisteredCarrier[] | undefined;
let byCode: ReadonlyMap<string, RegisteredCarrier> | undefined;

export function allCarriers(): readonly RegisteredCarrier[] {
  return (carriers ??= read());
}

export function carrierByCode(code: string): RegisteredCarrier | undefined {
  byCode ??= new Map([testCarrier, ...allCarriers()].map((carrier) => [carrier.code, carrier]));
  return byCode.get(code);
}

/** The carrier's page for this number; null where none is known. */
export function trackingPage(code: string, number: string): string | null {
  let carrier = carrierByCode(code);
  for (let steps = 0; carrier !== undefined && steps < 4; steps += 1) {
    if (carrier.trackingPage !== null) return carrier.trackingPage.replaceAll("{number}", encodeURIComponent(number));
    carrier = carrier.parent === null ? undefined : carrierByCode(carrier.parent);
  }
  return null;
}

function read(): readonly RegisteredCarrier[] {
  const text = readFileSync(join(import.meta.dirname, "registry/carriers.tsv"), "utf8");
  const list = (field: string | undefined): readonly string[] => (field ? field.split("|") : []);
  return text
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [
        code = "",
        name = "",
        also,
        countries,
        parent,
        relation,
        website,
        page,
        wants,
        aftership,
        seventeentrack,
        easypost,
        listed,
      ] = line.split("\t");
      return {
        code,
        name,
        otherNames: list(also),
        countries: list(countries),
        parent: parent || null,
        relation: relation || null,
        website: website || null,
        trackingPage: page || null,
        wants: list(wants),
        aftershipSlug: aftership || null,
        seventeentrackKey: seventeentrack || null,
        easypostName: easypost || null,
        onPublicList: listed === "yes",
      };
    });
}
