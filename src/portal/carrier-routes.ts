/** A shop's own credentials for carriers: a form from each carrier's declared fields, tried by a live call. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import { ShownConnection, ShownConnections } from "#connections/schema.ts";
import { field, parameter } from "#platform/html/request.ts";
import { pill, proofField, select, table, time } from "./pages/parts.ts";
import { Refused, type Site, type Visit } from "./site.ts";

const path = "/portal/:merchant/:mode/carriers";
const form = { config: { form: true } };

export function addCarrierRoutes(server: FastifyInstance, site: Site): void {
  server.get(
    path,
    site.shop("read", async (_request, reply, visit) => {
      const read = await visit.read(ShownConnections, "/v1/connections");
      if (read instanceof Refused) return site.refused(reply, visit, read);
      const own = read.connections.filter(({ credential }) => credential !== null);
      const others = read.connections.filter(({ credential }) => credential === null);
      const content = html`
        <h1>Carriers</h1>
        <p>With your own account a carrier tells more, and your limits are yours. Without one the installation’s serves you, where it has one.</p>
        ${
          own.length === 0
            ? html`<p class="empty">You have entered no credential yet.</p>`
            : table(
                "Your credentials",
                ["Carrier", "Last test", "Where", "Since"],
                own.map((one) => ownRow(one, visit)),
              )
        }
        <h2>Connect one</h2>
        <ul class="items card">${others.map((one) => html`<li><a href=${visit.at(`carriers/${one.connection}`)}>${one.name}</a>${one.kind === "aggregator" ? html` <span class="soft">asks many carriers, for money</span>` : null}</li>`)}</ul>`;
      return site.page(reply, { title: "Carriers", content, visit, here: "carriers" });
    }),
  );
  server.get(
    `${path}/:connection`,
    withConnection(site, "read", async (request, reply, visit, one) => {
      const isTried = parameter(request, "done", 10) === "tried";
      const content = connectionContent(one, isTried, visit, site.options.clock.now());
      return site.page(reply, { title: one.name, content, visit, here: "carriers" });
    }),
  );
  server.post(
    `${path}/:connection`,
    form,
    withConnection(site, "admin", (request, reply, visit, one) =>
      site.careful(async () => {
        const entered = one.fields.map(({ name }) => [name, field(request, `field-${name}`, 4_096).trim()] as const);
        const environment = field(request, "environment", 20) || "production";
        const answer = await visit.ask("PUT", `/v1/connections/${one.connection}`, {
          fields: Object.fromEntries(entered.filter(([, value]) => value !== "")),
          environment,
        });
        if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
        await site.note(visit, "carrier_connected", one.connection, { environment });
        await site.tellOwners(visit, `A credential for ${one.name} was entered`);
        return tried(site, reply, visit, one);
      })(request, reply, visit),
    ),
  );
  server.post(
    `${path}/:connection/test`,
    form,
    withConnection(site, "admin", (_request, reply, visit, one) => tried(site, reply, visit, one)),
  );
  server.post(
    `${path}/:connection/remove`,
    form,
    withConnection(site, "admin", (request, reply, visit, one) =>
      site.careful(async () => {
        const answer = await visit.ask("DELETE", `/v1/connections/${one.connection}`);
        if (answer.status !== 204) return site.refused(reply, visit, new Refused(answer));
        await site.note(visit, "carrier_disconnected", one.connection);
        await site.tellOwners(visit, `The credential for ${one.name} was removed`);
        return reply.redirect(visit.at("carriers"), 303);
      })(request, reply, visit),
    ),
  );
}

/** Asked for real, now; what the carrier says stands on the page. */
async function tried(site: Site, reply: FastifyReply, visit: Visit, one: ShownConnection): Promise<FastifyReply> {
  const answer = await visit.ask("POST", `/v1/connections/${one.connection}/test`);
  return answer.status === 200
    ? reply.redirect(`${visit.at(`carriers/${one.connection}`)}?done=tried`, 303)
    : site.refused(reply, visit, new Refused(answer));
}

function withConnection(
  site: Site,
  scope: "read" | "admin",
  act: (request: FastifyRequest, reply: FastifyReply, visit: Visit, one: ShownConnection) => Promise<FastifyReply>,
) {
  return site.shop(scope, async (request, reply, visit) => {
    const { connection = "" } = request.params as { connection?: string }; // the route's pattern names it
    const read = /^[a-z0-9-]{1,60}$/.test(connection)
      ? await visit.read(ShownConnection, `/v1/connections/${connection}`)
      : null;
    return read === null || read instanceof Refused ? site.missing(reply) : act(request, reply, visit, read);
  });
}

const ownRow = ({ connection, name, credential }: ShownConnection, visit: Visit) =>
  html`<tr><th scope="row"><a href=${visit.at(`carriers/${connection}`)}>${name}</a></th><td>${credential?.verdict === null || credential === null ? "not tried" : pill(credential.verdict)} ${time(credential?.verified_at)}</td><td>${credential?.environment}</td><td>${time(credential?.created_at)}</td></tr>`;

function connectionContent(one: ShownConnection, isTried: boolean, visit: Visit, now: Date) {
  const here = visit.at(`carriers/${one.connection}`);
  const { credential } = one;
  return html`
    <p class="small"><a class="back" href=${visit.at("carriers")}>Carriers</a></p>
    <h1>${one.name}</h1>
    ${isTried ? html`<p class="notice" role="status">Tried: ${credential?.verdict_words}</p>` : null}
    <p><a href=${one.documentation}>What ${one.name} says of its interface</a></p>
    ${
      credential === null
        ? null
        : html`<dl class="facts card"><dt>Last test</dt><dd>${credential.verdict_words ?? "not tried since it was entered"} ${time(credential.verified_at)}</dd>
            <dt>Environment</dt><dd>${credential.environment}</dd>
            ${Object.entries(credential.fields).map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}
            ${credential.push_url === null ? null : html`<dt>Push to</dt><dd><code>${credential.push_url}</code><br /><span class="small soft">Treat it like a password. ${one.push_entered_at ?? ""}</span></dd>`}</dl>
          ${visit.may("admin") ? html`<form method="post" action=${`${here}/test`}><button class="second">Try it now</button></form>` : null}`
    }
    ${visit.may("admin") ? entryForm(one, here, visit, now) : null}`;
}

const entryForm = (one: ShownConnection, here: string, visit: Visit, now: Date) => html`
  <h2>${one.credential === null ? "Enter your credential" : "Enter another one"}</h2>
  <form class="narrow" method="post" action=${here} autocomplete="off">
    ${one.fields.map((entry) => {
      const id = `field-${entry.name}`;
      const label = entry.label ?? entry.name.replaceAll("_", " ");
      if (entry.one_of !== null)
        return select(
          id,
          label,
          entry.one_of.map((value) => [value, value] as const),
          "",
        );
      return html`<div><label for=${id}>${label}${entry.is_required ? "" : " (if you have one)"}</label>
        <input id=${id} name=${id} type=${entry.is_secret ? "password" : "text"} autocomplete=${entry.is_secret ? "new-password" : "off"} required=${entry.is_required} maxlength="4096" /></div>`;
    })}
    ${
      one.has_test_environment
        ? select(
            "environment",
            "Environment",
            [
              ["production", "production"],
              ["test", "the carrier’s test environment"],
            ],
            "production",
          )
        : null
    }
    ${proofField(visit.session, now)}
    <p class="small soft">It is sealed before it reaches the database, and opened only to ask the carrier. It is tried at once.</p>
    <p><button>Enter and try</button></p>
  </form>
  ${one.credential === null ? null : html`<details><summary>Remove it</summary><form method="post" action=${`${here}/remove`}>${proofField(visit.session, now)}<button class="danger">Remove</button></form></details>`}`;
