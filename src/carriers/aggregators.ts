/** What aggregators have in common: their own key for each carrier of the registry, and two fields of the credential. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CredentialField, PushMessage, Refusal, RegistrationOutcome } from "#carriers/carrier.ts";
import { readJson } from "#carriers/json.ts";
import { allCarriers, carrierByCode, type RegisteredCarrier } from "#carriers/registry.ts";

const aggregatorNames = ["aftership", "seventeentrack", "easypost", "shippo", "trackingmore"] as const;
export type AggregatorName = (typeof aggregatorNames)[number];

/** Secret with which pushed messages are signed, and how many numbers were bought for a month. */
export const aggregatorFields: readonly CredentialField[] = [
  { name: "push_secret", label: "webhook secret", isOptional: true },
  { name: "credits_per_month", label: "numbers bought per month", isOptional: true, isPublic: true, isCount: true },
];

/** Carriers that are one and the same stand under several codes; a few steps lead from any of them to the first. */
const stepsMax = 4;

const keysOf = new Map<AggregatorName, ReadonlyMap<string, string>>();

/**
 * The aggregator's key by registry code, for every code that has one: in the registry, in `registry/aggregator-keys.tsv`, or because
 * the code is a second one of a carrier that has (relation `variant`).
 */
export function aggregatorKeys(name: AggregatorName): ReadonlyMap<string, string> {
  const known = keysOf.get(name);
  if (known !== undefined) return known;
  const keys = readKeys(name);
  keysOf.set(name, keys);
  return keys;
}

function readKeys(name: AggregatorName): ReadonlyMap<string, string> {
  const added = new Map(
    addedKeys()
      .filter(({ aggregator }) => aggregator === name)
      .map(({ code, key }) => [code, key] as const),
  );
  const own = (carrier: RegisteredCarrier): string | undefined => columnOf(carrier, name) ?? added.get(carrier.code);
  return new Map(
    allCarriers().flatMap((carrier) => {
      let key = own(carrier);
      let at: RegisteredCarrier | undefined = carrier;
      for (let step = 0; key === undefined && at?.relation === "variant" && step < stepsMax; step += 1) {
        at = carrierByCode(at.parent ?? "");
        key = at === undefined ? undefined : own(at);
      }
      return key === undefined ? [] : [[carrier.code, key] as const];
    }),
  );
}

/**
 * Codes of the public list for which no aggregator is known to have a key. The aggregators that find out a number's carrier by
 * themselves (AfterShip, 17TRACK) serve them: they are told the number alone.
 */
export function codesWithoutKey(): readonly string[] {
  const known = new Set(aggregatorNames.flatMap((name) => [...aggregatorKeys(name).keys()]));
  return allCarriers()
    .filter(({ code, onPublicList }) => onPublicList && !known.has(code))
    .map(({ code }) => code);
}

/** Registry code of an aggregator's key: the carrier itself before its second codes. */
export function codesByKey(keys: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  for (const [code, key] of keys) {
    const known = codes.get(key);
    if (known === undefined || code === key || (known !== key && carrierByCode(known)?.relation === "variant"))
      codes.set(key, code);
  }
  return codes;
}

function columnOf(carrier: RegisteredCarrier, name: AggregatorName): string | undefined {
  switch (name) {
    case "aftership":
      return carrier.aftershipSlug ?? undefined;
    case "seventeentrack":
      return carrier.seventeentrackKey ?? undefined;
    case "easypost":
      return carrier.easypostName ?? undefined;
    default:
      return undefined;
  }
}

interface AddedKey {
  readonly code: string;
  readonly aggregator: string;
  readonly key: string;
}

function addedKeys(): readonly AddedKey[] {
  return readFileSync(join(import.meta.dirname, "registry/aggregator-keys.tsv"), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [code = "", aggregator = "", key = ""] = line.split("\t");
      return { code, aggregator, key };
    });
}

/** What an HTTP status says of a registration whose body does not say it better. */
export function whyOfStatus(status: number): Refusal {
  if (status === 401) return "unauthorized";
  if (status === 402 || status === 403) return "forbidden";
  if (status === 429) return "throttled";
  return status >= 500 || status < 300 ? "unavailable" : "bad_request";
}

/** The outcome for a number whose registration was refused, or none where the answer was no refusal. */
export function refusedOutcome(
  number: string,
  said: { readonly why?: Refusal; readonly detail?: string } | undefined,
  status: number,
): readonly RegistrationOutcome[] {
  if (said === undefined) return [];
  return [{ number, kind: "refused", why: said.why ?? whyOfStatus(status), detail: said.detail }];
}

/** The body of a pushed message as a JSON value; undefined when it is none. */
export function pushedValue({ body }: PushMessage): unknown {
  const json = readJson(body.toString("utf8"));
  return json.kind === "value" ? json.value : undefined;
}
