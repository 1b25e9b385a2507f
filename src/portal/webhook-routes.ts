/** A shop's webhooks: entered, tried, paused, rotated, and every delivery with its attempts. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { html } from "htm/preact";
import type { z } from "zod";
import { field, parameter } from "#platform/html/request.ts";
import { isUuid } from "#platform/ids.ts";
import { Pinged, Replayed, ShownDeliveries, ShownWebhook, ShownWebhooks } from "#webhooks/schema.ts";
import { input, pill, proofField, table, time } from "./pages/parts.ts";
import { Refused, type Site, type Visit } from "./site.ts";

type Webhook = z.infer<typeof ShownWebhook>;
const path = "/portal/:merchant/:mode/webhooks";
const form = { config: { form: true } };

export function addWebhookRoutes(server: FastifyInstance, site: Site): void {
  const { clock } = site.options;
  const now = () => clock.now();

  server.get(
    path,
    site.shop("webhooks", async (_request, reply, visit) => {
      const read = await visit.read(ShownWebhooks, "/v1/webhooks");
      if (read instanceof Refused) return site.refused(reply, visit, read);
      const content = html`
        <h1>Webhooks</h1>
        <p>Your server hears of every step, signed after <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>; what it misses it reads from <code>GET /v1/events</code>.</p>
        ${
          read.webhooks.length === 0
            ? html`<p class="empty">No webhook in ${visit.mode} mode.</p>`
            : table(
                "Webhooks",
                ["Address", "State", "Events", "Since"],
                read.webhooks.map(
                  (one) =>
                    html`<tr><th scope="row"><a href=${visit.at(`webhooks/${one.id}`)}>${one.url}</a></th><td>${pill(one.state)}</td><td>${one.types.length === 0 ? "all" : one.types.join(", ")}</td><td>${time(one.created_at)}</td></tr>`,
                ),
              )
        }
        <h2>Enter one</h2>
        <form method="post" action=${visit.at("webhooks")}>
          <div class="two">${input("url", "Address", { type: "url", placeholder: "https://shop.example/hooks", required: true, maxlength: 2_048 })}
          ${input("contact", "Who is told when it fails for days", { type: "email", maxlength: 254 })}</div>
          ${proofField(visit.session, now())}
          <p><button>Enter it</button></p>
        </form>`;
      return site.page(reply, { title: "Webhooks", content, visit, here: "webhooks" });
    }),
  );
  server.post(
    path,
    form,
    site.shop(
      "webhooks",
      site.careful(async (request, reply, visit) => {
        const [url, contact] = [field(request, "url", 2_048).trim(), field(request, "contact", 254).trim()];
        const answer = await visit.ask("POST", "/v1/webhooks", { url, ...(contact === "" ? {} : { contact }) });
        if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
        const made = ShownWebhook.parse(answer.body);
        await site.note(visit, "webhook_changed", made.id, { url });
        await site.tellOwners(visit, `A webhook was entered: ${url}`);
        return secretPage(site, reply, visit, made);
      }),
    ),
  );

  server.get(
    `${path}/:id`,
    withWebhook(site, (request, reply, visit, webhook) => onePage(request, reply, visit, webhook, null)),
  );
  /** @param done what was just done, and what came of it */
  async function onePage(
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
    webhook: Webhook,
    done: string | null,
  ): Promise<FastifyReply> {
    const after = parameter(request, "after", 1_000);
    const query = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
    const log = await visit.read(ShownDeliveries, `/v1/webhooks/${webhook.id}/deliveries?limit=50${query}`);
    if (log instanceof Refused) return site.refused(reply, visit, log);
    const content = webhookContent(webhook, log, done, visit, now());
    return site.page(reply, { title: "Webhook", content, visit, here: "webhooks" });
  }
  for (const verb of ["pause", "resume"] as const)
    server.post(
      `${path}/:id/${verb}`,
      form,
      withWebhook(site, async (_request, reply, visit, { id, url }) => {
        const answer = await visit.ask("POST", `/v1/webhooks/${id}/${verb}`);
        if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
        await site.note(visit, "webhook_changed", id, { url, what: verb });
        return reply.redirect(visit.at(`webhooks/${id}`), 303);
      }),
    );
  server.post(
    `${path}/:id/ping`,
    form,
    withWebhook(site, async (request, reply, visit, webhook) => {
      const answer = await visit.ask("POST", `/v1/webhooks/${webhook.id}/ping`);
      if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
      const { outcome, status, duration_ms } = Pinged.parse(answer.body);
      const done = `Sent a ping: ${outcome}${status === null ? "" : `, HTTP ${status}`}, ${duration_ms} ms.`;
      return onePage(request, reply, visit, webhook, done);
    }),
  );
  server.post(
    `${path}/:id/replay`,
    form,
    withWebhook(site, async (request, reply, visit, webhook) => {
      const event = field(request, "event", 60);
      const [from, through] = [field(request, "from", 16), field(request, "through", 16)];
      const span = { from: `${from}:00Z`, ...(through === "" ? {} : { through: `${through}:59Z` }) };
      const answer = await visit.ask(
        "POST",
        `/v1/webhooks/${webhook.id}/replay`,
        event === "" ? span : { event_id: event },
      );
      if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
      const done = `${Replayed.parse(answer.body).replayed} are sent again.`;
      return onePage(request, reply, visit, webhook, done);
    }),
  );
  server.post(
    `${path}/:id/secret`,
    form,
    withWebhook(site, (request, reply, visit, { id, url }) =>
      site.careful(async () => {
        const answer = await visit.ask("POST", `/v1/webhooks/${id}/secret`);
        if (answer.status !== 200) return site.refused(reply, visit, new Refused(answer));
        await site.note(visit, "webhook_secret_rotated", id, { url });
        await site.tellOwners(visit, `The secret of a webhook was replaced: ${url}`);
        return secretPage(site, reply, visit, ShownWebhook.parse(answer.body));
      })(request, reply, visit),
    ),
  );
  server.post(
    `${path}/:id/delete`,
    form,
    withWebhook(site, (request, reply, visit, { id, url }) =>
      site.careful(async () => {
        const answer = await visit.ask("DELETE", `/v1/webhooks/${id}`);
        if (answer.status !== 204) return site.refused(reply, visit, new Refused(answer));
        await site.note(visit, "webhook_deleted", id, { url });
        await site.tellOwners(visit, `A webhook was deleted: ${url}`);
        return reply.redirect(visit.at("webhooks"), 303);
      })(request, reply, visit),
    ),
  );
}

function withWebhook(
  site: Site,
  act: (request: FastifyRequest, reply: FastifyReply, visit: Visit, webhook: Webhook) => Promise<FastifyReply>,
) {
  return site.shop("webhooks", async (request, reply, visit) => {
    const { id = "" } = request.params as { id?: string }; // the route's pattern names it
    const read = isUuid(id) ? await visit.read(ShownWebhook, `/v1/webhooks/${id.toLowerCase()}`) : null;
    return read === null || read instanceof Refused ? site.missing(reply) : act(request, reply, visit, read);
  });
}

const secretPage = (site: Site, reply: FastifyReply, visit: Visit, { id, url, secret }: Webhook) =>
  site.page(reply, {
    ...{ title: "The secret", visit, here: "webhooks" },
    content: html`<h1>The secret of ${url}</h1>
      <p>It is shown only now. Your server checks with it that a message is ours.</p>
      <code class="secret">${secret}</code>
      <p><a class="button" href=${visit.at(`webhooks/${id}`)}>I have it</a></p>`,
  });

function webhookContent(
  webhook: Webhook,
  { deliveries, next }: z.infer<typeof ShownDeliveries>,
  done: string | null,
  visit: Visit,
  now: Date,
) {
  const here = visit.at(`webhooks/${webhook.id}`);
  const why = { gone: "Your server said that it is gone (410).", failing: "It had no success for five days." };
  return html`
    <p class="small"><a class="back" href=${visit.at("webhooks")}>Webhooks</a></p>
    <h1>${webhook.url} ${pill(webhook.state)}</h1>
    ${done === null ? null : html`<p class="notice" role="status">${done}</p>`}
    ${webhook.disabled_why === null ? null : html`<p class="outage">${why[webhook.disabled_why]} What came since is in the feed; resume it when it works again.</p>`}
    ${webhook.old_secret_until === null ? null : html`<p class="soft">The secret before signs, too, until ${time(webhook.old_secret_until)} UTC.</p>`}
    <div class="row">
      <form method="post" action=${`${here}/ping`}><button class="second">Send a ping</button></form>
      <form method="post" action=${`${here}/${webhook.state === "active" ? "pause" : "resume"}`}><button class="second">${webhook.state === "active" ? "Pause" : "Resume"}</button></form>
    </div>
    <h2>Deliveries</h2>
    ${
      deliveries.length === 0
        ? html`<p class="empty">Nothing was to be sent yet.</p>`
        : table(
            "Deliveries, newest first (times in UTC)",
            ["Event", "State", "Attempts", ""],
            deliveries.map(
              (
                one,
              ) => html`<tr><td>${one.event.type}<br /><span class="small soft">${time(one.event.timestamp)} · <code>${one.event.id}</code></span></td>
                <td>${pill(one.state)}${one.next_attempt_at === null ? null : html`<br /><span class="small soft">again ${time(one.next_attempt_at)}</span>`}</td>
                <td>${one.tries.map((attempt) => html`<span class="small">${time(attempt.at)} ${attempt.outcome}${attempt.status === null ? "" : ` ${attempt.status}`}, ${attempt.duration_ms} ms</span><br />`)}</td>
                <td><form method="post" action=${`${here}/replay`}><button class="plain" name="event" value=${one.event.id}>Send again</button></form></td></tr>`,
            ),
          )
    }
    ${next === null ? null : html`<p><a class="button second" href=${`${here}?after=${encodeURIComponent(next)}`}>Older ones</a></p>`}
    <h2>Send a span again</h2>
    <form method="post" action=${`${here}/replay`}><div class="two">${input("from", "From (UTC)", { type: "datetime-local", required: true })}${input("through", "Through (UTC)", { type: "datetime-local" })}</div><p><button class="second">Send again</button></p></form>
    <div class="columns">
      <details><summary>Replace the secret</summary><form method="post" action=${`${here}/secret`}><p>Both sign for a day.</p>${proofField(visit.session, now)}<button class="second">Replace</button></form></details>
      <details><summary>Delete the webhook</summary><form method="post" action=${`${here}/delete`}><p>With its log. The feed keeps the events.</p>${proofField(visit.session, now)}<button class="danger">Delete</button></form></details>
    </div>`;
}
