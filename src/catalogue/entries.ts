/** A carrier with everything that is known about it: the registry's line, its family, its numbers, and the ways to follow it. */
import type { Carrier } from "#carriers/carrier.ts";
import { connectionsFor } from "#carriers/connections.ts";
import { formats } from "#carriers/identify/formats.ts";
import { allCarriers, carrierByCode, type RegisteredCarrier, trackingPage } from "#carriers/registry.ts";

/**
 * What Posthorn can do with a carrier's numbers: ask its own interface, ask an aggregator, or show the carrier's page. It is what the
 * program can, not what this installation has credentials for: that is the operator's business.
 */
export const ways = ["own_api", "aggregator", "link"] as const;
export type Way = (typeof ways)[number];

export interface NumberForm {
  readonly name: string;
  readonly examples: readonly string[];
}

export interface Entry {
  readonly carrier: RegisteredCarrier;
  /** From the parent to the head of the group. */
  readonly group: readonly RegisteredCarrier[];
  /** Brands, products, group members; no second codes of this carrier itself. */
  readonly subsidiaries: readonly RegisteredCarrier[];
  /** Further codes under which merchants name this same carrier. */
  readonly variants: readonly string[];
  readonly numberForms: readonly NumberForm[];
  /** The preferred first. */
  readonly connections: readonly Carrier[];
  /** The best first. Empty: the name is recognised, and the merchant's own link is shown. */
  readonly ways: readonly Way[];
}

let made: ReadonlyMap<string, Entry> | undefined;

/** By code, in the registry's order. Made once, when first asked for. */
export function entries(): ReadonlyMap<string, Entry> {
  if (made !== undefined) return made;
  const children = Map.groupBy(
    allCarriers().filter(({ parent }) => parent !== null),
    ({ parent }) => parent,
  );
  return (made = new Map(
    allCarriers().map((carrier) => [carrier.code, entryOf(carrier, children.get(carrier.code) ?? [])]),
  ));
}

function entryOf(carrier: RegisteredCarrier, children: readonly RegisteredCarrier[]): Entry {
  const connections = connectionsFor(carrier.code);
  const isVariant = ({ relation }: RegisteredCarrier): boolean => relation === "variant";
  return {
    carrier,
    group: groupOf(carrier),
    subsidiaries: children.filter((child) => !isVariant(child)),
    variants: children.filter(isVariant).map(({ code }) => code),
    numberForms: numberFormsOf(carrier),
    connections,
    ways: ways.filter((way) =>
      way === "link"
        ? trackingPage(carrier.code, "") !== null
        : connections.some((connection) => wayOf(connection) === way),
    ),
  };
}

export const wayOf = ({ kind }: Carrier): "own_api" | "aggregator" => (kind === "aggregator" ? kind : "own_api");

/** Longer chains than four are a mistake of the registry, and must not become a loop. */
function groupOf({ parent }: RegisteredCarrier): readonly RegisteredCarrier[] {
  const group: RegisteredCarrier[] = [];
  for (let code = parent; code !== null && group.length < 4; ) {
    const above = carrierByCode(code);
    if (above === undefined) break;
    group.push(above);
    code = above.parent;
  }
  return group;
}

/** A second code of a carrier has that carrier's numbers. */
function numberFormsOf({ code, parent, relation }: RegisteredCarrier): readonly NumberForm[] {
  const codes = relation === "variant" && parent !== null ? [code, parent] : [code];
  return formats
    .filter(({ carriers }) => codes.some((one) => carriers.includes(one)))
    .map(({ name, valid }) => ({ name, examples: valid.slice(0, 3) }));
}
