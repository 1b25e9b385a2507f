/** Adding a parcel by hand: what was pasted is read, whose number it may be is asked, and then it is followed (consumer UX §11). */

import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { checkNumber } from "#carriers/identify/identify.ts";
import { normaliseNumber, numberLengthMax } from "#carriers/identify/number.ts";
import {
  carriersNamed,
  clearlyMeant,
  type FoundNumber,
  isMistyped,
  numbersInText,
  pastedLengthMax,
} from "#carriers/identify/numbers-in-text.ts";
import { carrierByCode } from "#carriers/registry.ts";
import { field } from "#platform/html/request.ts";
import { visibleText } from "#platform/log.ts";
import { followParcel } from "./follow-parcel.ts";
import { readCountry } from "./list-store.ts";
import { type AddFault, type Choice, choiceContent, pasteContent, whichContent } from "./pages/add.ts";
import { countriesIn } from "./places.ts";
import { shownName } from "./presenter.ts";
import { sessionOf, textsOfPerson } from "./request.ts";
import type { Site } from "./site.ts";
import type { SessionRow } from "./store.ts";
import type { Texts } from "./texts.ts";

/** Twenty thousand characters of any script, as a form sends them. */
const pasteBody = { config: { form: true }, bodyLimit: 256 * 1_024 };
const linkLengthMax = 1_024;

export function addAddRoutes(server: FastifyInstance, site: Site): void {
  const { options } = site;

  server.get("/add", async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const texts = textsOfPerson(site, request, session);
    return pastePage(site, reply, texts, { pasted: "", isNothing: false });
  });

  server.post("/add", pasteBody, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const texts = textsOfPerson(site, request, session);
    const pasted = visibleText(field(request, "pasted", pastedLengthMax).toWellFormed());
    const country = await countryOf(site, session, texts);
    const found = numbersInText(pasted, country);
    const [one] = found;
    if (one === undefined) return pastePage(site, reply, texts, { pasted, isNothing: true });
    if (found.length > 1)
      return site.page(reply, {
        texts,
        title: texts.t("add.which", { count: found.length }),
        content: whichContent(texts, found),
      });
    const carrier = clearlyMeant(one.candidates)?.code ?? "";
    return choicePage(site, reply, texts, { ...emptyForm, found: one, carrier, country });
  });

  server.post("/add/follow", { config: { form: true } }, async (request, reply) => {
    const session = await sessionOf(site, request);
    if (session === null) return reply.redirect("/sign-in", 303);
    const texts = textsOfPerson(site, request, session);
    const given = await read(site, request, session, texts);
    if (given.found === null) return pastePage(site, reply, texts, { pasted: given.number, isNothing: true });
    const chosen = chooseCarrier(given, given.found);
    const form = { ...given, ...chosen, carrier: chosen.code };
    const fault = chosen.fault ?? faultOf(chosen.code, given);
    if (fault !== null) return choicePage(site, reply, texts, { ...form, fault });
    const { number, link } = given.found;
    const followed = await followParcel(options, session, {
      number,
      link,
      carrier: chosen.code,
      country: given.country,
      postalCode: given.postcode === "" ? null : given.postcode,
      label: given.label,
      locale: texts.locale,
    });
    if (followed === "enough_today" || followed === "enough_open")
      return choicePage(site, reply, texts, { ...form, fault: followed });
    return reply.redirect(`/deliveries?done=${followed === "known" ? "known" : "added"}`, 303);
  });
}

interface Form {
  readonly carrier: string;
  readonly company: string;
  readonly country: string;
  readonly postcode: string;
  readonly label: string;
  readonly fault: AddFault | null;
}
const emptyForm: Form = { carrier: "", company: "", country: "", postcode: "", label: "", fault: null };

interface Given extends Form {
  readonly number: string;
  /** null: no number at all. */
  readonly found: FoundNumber | null;
}

async function read(site: Site, request: FastifyRequest, session: SessionRow, texts: Texts): Promise<Given> {
  const text = (name: string, most: number): string => visibleText(field(request, name, most).toWellFormed()).trim();
  const number = text("number", numberLengthMax);
  const country = text("country", 2).toUpperCase();
  const isCountry = countriesIn(texts.locale).some(({ code }) => code === country);
  const [postcode, label] = [text("postcode", 20), text("label", 200)];
  const goesTo = isCountry ? country : await countryOf(site, session, texts);
  // The link again, because it says whose number it is; else the number alone.
  const [inLink] = numbersInText(text("link", linkLengthMax), goesTo);
  const [alone] = numbersInText(number, goesTo);
  const found = inLink?.normalised === normaliseNumber(number) ? inLink : (alone ?? null);
  return {
    ...emptyForm,
    number,
    found,
    carrier: text("carrier", 100),
    company: text("company", 100),
    country: goesTo,
    postcode,
    label,
  };
}

/** The carrier that the person named or chose, or a question: whom does the name mean? What is typed counts before what is ticked. */
function chooseCarrier({ company, carrier, country }: Form, found: FoundNumber): Chosen {
  if (company === "") {
    const code = carrierByCode(carrier)?.code;
    return { code: code ?? "", company, found, fault: code === undefined ? "carrier" : null };
  }
  const meant = carriersNamed(company, country);
  const [first] = meant;
  if (first === undefined) return { code: "", company, found, fault: "carrier" };
  return first.probability >= 0.8
    ? { code: first.code, company, found, fault: null }
    : { code: "", company: "", found: { ...found, candidates: meant }, fault: "which" };
}

interface Chosen {
  /** Registry code; "": none yet. */
  readonly code: string;
  readonly company: string;
  /** With the carriers that are in question now. */
  readonly found: FoundNumber;
  readonly fault: AddFault | null;
}

function faultOf(code: string, { number, postcode }: Given): AddFault | null {
  if (isMistyped(code, number)) return "mistyped";
  return wantsPostcode(code) && postcode === "" ? "postcode" : null;
}

const wantsPostcode = (code: string): boolean => carrierByCode(code)?.wants.includes("postal_code") ?? false;

function pastePage(
  site: Site,
  reply: FastifyReply,
  texts: Texts,
  form: { readonly pasted: string; readonly isNothing: boolean },
): FastifyReply {
  const title = texts.t("add.title");
  return site.page(reply, { texts, title, content: pasteContent(texts, form), status: form.isNothing ? 422 : 200 });
}

function choicePage(
  site: Site,
  reply: FastifyReply,
  texts: Texts,
  form: Form & { readonly found: FoundNumber },
): FastifyReply {
  const { found, carrier } = form;
  const inQuestion = new Set([...found.candidates.map(({ code }) => code), carrier]);
  const choice: Choice = {
    ...form,
    countries: countriesIn(texts.locale),
    wantPostcode: [...inQuestion].filter(wantsPostcode).map(shownName),
    reasons: new Map(found.candidates.map(({ code }) => [code, reasonsFor(code, found, texts)])),
  };
  const title = texts.t("add.whose");
  return site.page(reply, {
    texts,
    title,
    content: choiceContent(texts, choice),
    status: form.fault === null ? 200 : 422,
  });
}

/** Why a carrier is proposed, in the person's language: the link, the name in the text, the number's form. */
function reasonsFor(code: string, { number, link, named }: FoundNumber, { t }: Texts): readonly string[] {
  const check = checkNumber(code, number);
  const host = link === null ? null : URL.parse(link)?.host;
  return [
    ...(host ? [t("add.why.link", { host })] : []),
    ...(named.has(code) ? [t("add.why.named")] : []),
    ...(check.kind === "fits" ? [t("add.why.fits", { format: check.format })] : []),
    ...(check.kind === "wrong_check_digit" ? [t("add.why.wrongDigit", { format: check.format })] : []),
  ];
}

/** Where the person's newest order goes; else the country of their language. */
async function countryOf({ options }: Site, { email }: SessionRow, { locale }: Texts): Promise<string> {
  const newest = await options.database.forSystem("where a person's orders go", (tx) => readCountry(tx, email));
  return newest ?? new Intl.Locale(locale).maximize().region ?? "DE";
}
