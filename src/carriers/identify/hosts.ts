/** Whose site is this link? */
import { allCarriers, type RegisteredCarrier } from "#carriers/registry.ts";
import type { CompanyMatch } from "./evidence.ts";
import { rank } from "./names.ts";

let carriersOfHost: ReadonlyMap<string, ReadonlySet<RegisteredCarrier>> | undefined;

function hosts(): ReadonlyMap<string, ReadonlySet<RegisteredCarrier>> {
  if (carriersOfHost) return carriersOfHost;
  const found = new Map<string, Set<RegisteredCarrier>>();
  for (const carrier of allCarriers()) {
    for (const page of [carrier.website, carrier.trackingPage]) {
      const host = page === null ? null : hostOf(page);
      if (host !== null) found.set(host, (found.get(host) ?? new Set()).add(carrier));
    }
  }
  return (carriersOfHost = found);
}

/** A link names its carrier by its host. */
export function hostMatches(link: string): readonly CompanyMatch[] {
  const host = hostOf(link);
  if (host === null) return [];
  return [...(hosts().get(host) ?? [])]
    .sort((a, b) => rank(b.code, "") - rank(a.code, "") || a.code.length - b.code.length)
    .slice(0, 3)
    .map((carrier, at) => ({
      code: carrier.code,
      strength: 8 - at * 2,
      reason: `The link leads to ${host}, a site of ${carrier.name}.`,
    }));
}

function hostOf(link: string): string | null {
  const text = /^https?:\/\//i.test(link) ? link : `https://${link}`;
  if (!URL.canParse(text)) return null;
  const labels = new URL(text).hostname.toLowerCase().split(".");
  const tail = /^(?:co|com|org|net)$/.test(labels.at(-2) ?? "") && labels.length > 2 ? 3 : 2;
  return labels.slice(-tail).join(".");
}
