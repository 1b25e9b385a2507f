/** A shop's API keys: made, shown once, switched off. */
import type { FastifyInstance } from "fastify";
import { html } from "htm/preact";
import { recordDeed } from "#accounts/audit.ts";
import { createApiKey } from "#orders/keys.ts";
import { disableKey, listKeys } from "#orders/store.ts";
import { field } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { type Scope, scopes } from "#platform/merchant-api.ts";
import { proofField, table, time } from "./pages/parts.ts";
import type { Site } from "./site.ts";

const path = "/portal/:merchant/:mode/keys";
const form = { config: { form: true } };
const scopeWords: Readonly<Record<Scope, string>> = {
  "shipments:write": "send orders, captures and shipping info",
  read: "read orders, shipments, events and findings",
  webhooks: "enter and change webhooks",
  admin: "enter carriers’ credentials, the look, where messages are asked for",
};

export function addKeyRoutes(server: FastifyInstance, site: Site): void {
  const { database, clock } = site.options;
  server.get(
    path,
    site.shop("admin", async (_request, reply, visit) => {
      const keys = await database.forMerchants([visit.merchantId], (tx) => listKeys(tx, visit.merchantId, visit.mode));
      const proof = () => proofField(visit.session, clock.now());
      const content = html`
        <h1>Keys</h1>
        <p>For programs, by HTTP Basic authentication. Have two while you change one: nothing stands still. <a href="/api">What can be called</a></p>
        ${
          keys.length === 0
            ? html`<p class="empty">No key for ${visit.mode} mode.</p>`
            : table(
                "Keys (times in UTC)",
                ["User name", "May", "Made", "Last used", ""],
                keys.map(
                  (
                    one,
                  ) => html`<tr><th scope="row"><code>${one.username}</code></th><td>${one.scopes.join(", ")}</td><td>${time(one.createdAt)}</td><td>${one.lastUsedAt === null ? "never" : time(one.lastUsedAt)}</td>
                    <td>${one.disabledAt === null ? html`<details><summary>Switch off</summary><form method="post" action=${visit.at(`keys/${one.id}/disable`)}>${proof()}<button class="danger">Switch it off</button></form></details>` : html`off since ${time(one.disabledAt)}`}</td></tr>`,
                ),
              )
        }
        <h2>Make one for ${visit.mode} mode</h2>
        <form method="post" action=${visit.at("keys")}>
          <fieldset><legend>It may</legend>${scopes.map(
            (scope) =>
              html`<label class="tick"><input type="checkbox" name=${`scope-${scope}`} value="yes" checked=${scope === "shipments:write" || scope === "read"} /> ${scopeWords[scope]} <code>${scope}</code></label>`,
          )}</fieldset>
          ${proof()}
          <p><button>Make it</button></p>
        </form>`;
      return site.page(reply, { title: "Keys", content, visit, here: "keys" });
    }),
  );
  server.post(
    path,
    form,
    site.shop(
      "admin",
      site.careful(async (request, reply, visit) => {
        const wanted = scopes.filter((scope) => field(request, `scope-${scope}`, 3) === "yes");
        if (wanted.length === 0)
          return site.refused(reply, visit, { status: 422, sentences: ["A key that may do nothing is of no use."] });
        const { merchantId, mode, session } = visit;
        const key = await database.forMerchants([merchantId], async (tx) => {
          const made = await createApiKey(tx, { merchantId, mode, scopes: wanted, clock });
          const details = { mode, scopes: wanted.join(" ") };
          await recordDeed(
            tx,
            { merchantId, who: session.email, what: "key_made", subject: made.username, details },
            clock.now(),
          );
          return made;
        });
        await site.tellOwners(visit, `A new API key was made (${mode})`);
        return site.page(reply, {
          ...{ title: "The new key", visit, here: "keys" },
          content: html`<h1>The new key</h1>
            <p>The password is shown only now; we keep its hash alone.</p>
            <p>User name</p><code class="secret">${key.username}</code>
            <p>Password</p><code class="secret">${key.password}</code>
            <p><a class="button" href=${visit.at("keys")}>I have both</a></p>`,
        });
      }),
    ),
  );
  server.post(
    `${path}/:id/disable`,
    form,
    site.shop(
      "admin",
      site.careful(async (request, reply, visit) => {
        const { id = "" } = request.params as { id?: string }; // the route's pattern names it
        const { merchantId, session } = visit;
        const isOff =
          isUuid(id) &&
          (await database.forMerchants([merchantId], async (tx) => {
            const now = clock.now();
            if (!(await disableKey(tx, merchantId, id.toLowerCase(), now))) return false;
            await recordDeed(tx, { merchantId, who: session.email, what: "key_disabled", subject: id }, now);
            return true;
          }));
        if (!isOff) return site.missing(reply);
        await site.tellOwners(visit, "An API key was switched off");
        return reply.redirect(visit.at("keys"), 303);
      }),
    ),
  );
}
