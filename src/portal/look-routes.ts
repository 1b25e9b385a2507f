/** How the shop's tracking pages look: colour, logo and the pages that may show the widget; and its messages with sample data. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import { ShownBrand } from "#branding/schema.ts";
import { knownLocale, languages } from "#languages/languages.ts";
import { messageKinds, sampleMail } from "#notifications/sample-mail.ts";
import { field, parameter } from "#platform/html/request.ts";
import { input, select, words } from "./pages/parts.ts";
import { Refused, type Site, type Visit } from "./site.ts";

const form = { config: { form: true }, bodyLimit: 128 * 1_024 };

export function addLookRoutes(server: FastifyInstance, site: Site): void {
  addMailPreview(server, site);
  server.get(
    "/portal/:merchant/:mode/look",
    site.shop("admin", async (request, reply, visit) => {
      const brand = await visit.read(ShownBrand, "/v1/branding");
      if (brand instanceof Refused) return site.refused(reply, visit, brand);
      const content = html`
        <h1>Look</h1>
        ${parameter(request, "done", 10) === "" ? null : html`<p class="notice" role="status">Kept. The pages of your orders look like this from now on.</p>`}
        <div class="columns"><div>
          <form method="post" action=${visit.at("look")}>
            ${input("colour", "Colour of your shop", { value: brand.colour ?? "", placeholder: "#12574a", maxlength: 7, pattern: "#[0-9a-fA-F]{6}" })}
            <p class="small soft">It is shown in the nearest shade that everybody can read, on light and on dark pages.</p>
            <label for="logo">Logo (PNG, JPEG or WebP, at most 40,000 bytes)</label>
            <input id="logo" type="file" accept="image/png,image/jpeg,image/webp" data-into="logo-data" />
            <input type="hidden" id="logo-data" name="logo" />
            ${brand.logo_url === null ? null : html`<p class="small soft">Without a new one yours is gone: choose it again.</p>`}
            <label for="origins">Pages that may show the widget, one origin a line</label>
            <textarea id="origins" name="origins" rows="3" maxlength="6000" placeholder="https://shop.example">${brand.website_origins.join("\n")}</textarea>
            <p><button>Keep it</button></p>
          </form></div>
          <div><h2 class="first">As it is now</h2>
            <dl class="facts card"><dt>Shop</dt><dd>${brand.shop}</dd><dt>Colour</dt><dd>${brand.colour ?? "ours"}</dd>
              <dt>Logo</dt><dd>${brand.logo_url === null ? "none: the name stands there" : html`<img src=${new URL(brand.logo_url).pathname} alt="Your logo" />`}</dd>
              ${brand.shown === null ? null : html`<dt>On light pages</dt><dd>${brand.shown.light.accent}</dd><dt>On dark pages</dt><dd>${brand.shown.dark.accent}</dd>`}</dl>
            ${brand.notes.map((note) => html`<p>${note}</p>`)}
          </div></div>
        <h2>Mails to shoppers</h2>
        <p>Their texts are files that the operator keeps for your shop, or ours where there are none. Each can be looked at with sample data:</p>
        <form method="get" action=${visit.at("look/mail")}><div class="filters">
          ${select(
            "kind",
            "What it tells",
            messageKinds.map((kind) => [kind, words(kind)] as const),
            "shipped",
          )}
          ${select(
            "language",
            "Language",
            [...languages].map(([code, { name }]) => [code, name] as const),
            "en",
          )}
          <p><button class="second">Look at it</button></p></div></form>`;
      return site.page(reply, { title: "Look", content, visit, here: "look", script: fileScript });
    }),
  );
  server.post(
    "/portal/:merchant/:mode/look",
    form,
    site.shop("admin", async (request, reply, visit) => {
      const [colour, logo] = [field(request, "colour", 20).trim(), field(request, "logo", 70_000)];
      const [, mediaType, data] = /^data:([\w/+-]{1,40});base64,([A-Za-z0-9+/=]+)$/.exec(logo) ?? [];
      const origins = field(request, "origins", 6_000)
        .split(/\s+/)
        .filter((one) => one !== "");
      const answer = await visit.ask("PUT", "/v1/branding", {
        ...(colour === "" ? {} : { colour }),
        ...(mediaType === undefined ? {} : { logo: { media_type: mediaType, data } }),
        website_origins: origins,
      });
      if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
      await site.note(visit, "brand_changed", visit.merchantId, { colour });
      return reply.redirect(`${visit.at("look")}?done=yes`, 303);
    }),
  );
}

/** A mail as it would be, in a page of its own that runs nothing and asks nobody. */
function addMailPreview(server: FastifyInstance, site: Site): void {
  const sample = (request: FastifyRequest, visit: Visit) => {
    const kind = messageKinds.find((one) => one === parameter(request, "kind", 40));
    const locale = knownLocale(parameter(request, "language", 20));
    const { clock, templates } = site.options;
    const wanted = kind === undefined || locale === null ? null : { kind, locale, merchantId: visit.merchantId };
    return wanted === null ? null : sampleMail(wanted, templates, clock.now(), visit.shop);
  };
  server.get(
    "/portal/:merchant/:mode/look/mail",
    site.shop("admin", async (request, reply, visit) => {
      const mail = sample(request, visit);
      if (mail === null) return site.missing(reply);
      const query = new URL(request.url, "http://localhost").search;
      const content = html`
        <p class="small"><a class="back" href=${visit.at("look")}>Look</a></p>
        <h1>${mail.subject}</h1>
        <p><a href=${visit.at(`look/mail.html${query}`)}>As HTML</a></p>
        <pre tabindex="0">${mail.text}</pre>`;
      return site.page(reply, { title: mail.subject, content, visit, here: "look" });
    }),
  );
  server.get(
    "/portal/:merchant/:mode/look/mail.html",
    site.shop("admin", async (request, reply, visit) => {
      const mail = sample(request, visit);
      if (mail === null) return site.missing(reply);
      // What a merchant's template holds is shown in a sandbox of its own: it styles itself, runs nothing and reaches nothing.
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .send(mail.html);
    }),
  );
}

/** A form without files: what is chosen is read into a field of text, in the browser. */
export const fileScript = `
for (const chooser of document.querySelectorAll("input[type=file][data-into]"))
  chooser.addEventListener("change", () => {
    const reader = new FileReader();
    const into = document.getElementById(chooser.dataset.into);
    reader.onload = () => { into.value = String(reader.result); };
    if (chooser.files[0]) (into.tagName === "TEXTAREA" ? reader.readAsText(chooser.files[0]) : reader.readAsDataURL(chooser.files[0]));
  });`;
