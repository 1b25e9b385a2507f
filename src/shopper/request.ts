/** What the addresses of a person share: who is signed in, in which language, and what a form holds. */
import type { FastifyRequest } from "fastify";
import { readSession } from "./sign-in.ts";
import type { Site } from "./site.ts";
import type { SessionRow } from "./store.ts";
import type { Texts } from "./texts.ts";

export const sessionOf = (site: Site, request: FastifyRequest): Promise<SessionRow | null> =>
  readSession(site.options, site.cookie(request, "session"));

/** In the language that the person has set. */
export const textsOfPerson = (site: Site, request: FastifyRequest, session: SessionRow | null): Texts =>
  site.textsFor(request, null, session?.locale ?? null);

/** A field of a form, cut; "" where it is missing. */
export function field(request: FastifyRequest, name: string, most: number): string {
  const { body } = request;
  const value: unknown =
    typeof body === "object" && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : "";
  return typeof value === "string" ? value.slice(0, most) : "";
}

/** A parameter of the address, cut; "" where it is missing. */
export const parameter = (request: FastifyRequest, name: string, most: number): string =>
  (URL.parse(request.url, "http://localhost")?.searchParams.get(name) ?? "").slice(0, most);

const browsers = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /(?:Chrome|CriOS)\//],
  ["Safari", /\bSafari\//],
] as const;
const systems = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
] as const;

/** What a person recognises their device by: "Firefox, Windows". "" where the browser says nothing that we know. */
export function deviceOf({ headers }: FastifyRequest): string {
  const agent = (headers["user-agent"] ?? "").slice(0, 500);
  const known = (list: readonly (readonly [string, RegExp])[]): string | undefined =>
    list.find(([, pattern]) => pattern.test(agent))?.[0];
  return [known(browsers), known(systems)].filter((name) => name !== undefined).join(", ");
}
