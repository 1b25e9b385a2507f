/** What a browser sends: fields of forms, parameters of addresses, cookies, and what it says it is. */
import type { FastifyReply, FastifyRequest } from "fastify";

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

export interface Cookies<Name extends string> {
  read(request: FastifyRequest, name: Name): string | null;
  set(reply: FastifyReply, name: Name, value: string, seconds: number): void;
}

/** Tokens of ours that scripts and other sites do not get (C-05). @param prefix what all of these are called */
export function createCookies<Name extends string>(publicBaseUrl: string, prefix: string): Cookies<Name> {
  const isHttps = publicBaseUrl.startsWith("https:");
  // Browsers keep a "__Host-" cookie to this host and to TLS; without TLS (the demo) they would refuse the name.
  const nameOf = (name: Name): string => `${isHttps ? "__Host-" : ""}${prefix}-${name}`;
  return {
    read(request, name) {
      for (const part of (request.headers.cookie ?? "").split(";")) {
        const [key, value = ""] = part.trim().split("=");
        if (key === nameOf(name) && /^[\w-]{16,64}$/.test(value)) return value;
      }
      return null;
    },
    set(reply, name, value, seconds) {
      const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;
      reply.header("set-cookie", `${nameOf(name)}=${value}; ${attributes}`);
    },
  };
}
