/** What the addresses of a person share: who is signed in, and in which language. */
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
