/** One shipment as support needs it: what the shopper sees, why we say so, what was told, and what can be done. */
import { html } from "htm/preact";
import type { z } from "zod";
import type { Messages } from "#notifications/support-routes.ts";
import type { Visit } from "#portal/site.ts";
import type { Note, RawAnswer } from "#portal/store.ts";
import type { WholeShipment } from "#shipments-api/schema.ts";
import type { Reports } from "#shopper/reports-routes.ts";
import type { Tickets } from "#tickets/schema.ts";
import { carrierName, expected, input, pill, table, time, words } from "./parts.ts";

export type Shipment = z.infer<typeof WholeShipment>;
export interface ShipmentPage {
  readonly shipment: Shipment;
  readonly ticket: Tickets["tickets"][number] | undefined;
  readonly messages: z.infer<typeof Messages>["messages"];
  readonly reports: z.infer<typeof Reports>["reports"];
  readonly answers: readonly RawAnswer[];
  readonly notes: readonly Note[];
  readonly done: string | null;
}

export function shipmentContent(page: ShipmentPage, visit: Visit) {
  const { shipment, ticket, done } = page;
  return html`
    <p class="small"><a class="back" href=${visit.at("shipments")}>Shipments</a></p>
    <h1>${shipment.reference ?? "Shipment"} ${pill(shipment.status)}</h1>
    ${done === null ? null : html`<p class="notice" role="status">${done}</p>`}
    ${ticket === undefined ? null : ticketBox(ticket, shipment, visit)}
    <div class="columns">
      <div>${facts(shipment)}${history(shipment)}${rawAnswers(page.answers)}</div>
      <div>
        ${visit.may("shipments:write") ? actions(shipment, visit) : null}
        ${reports(page.reports)}${notes(page.notes, shipment, visit)}${messages(page.messages)}
      </div>
    </div>`;
}

const ticketBox = (
  { kind, why, fix, since, owner }: Tickets["tickets"][number],
  { id }: Shipment,
  visit: Visit,
) => html`<section class="card">
  <h2 class="first">${words(kind)} <span class="small soft">since ${time(since)}</span></h2>
  <p>${why}</p><p><strong>${fix}</strong></p>
  ${owner === null ? html`<p class="soft">Nobody looks after it yet.</p>` : html`<p>${owner} looks after it.</p>`}
  ${
    visit.may("shipments:write")
      ? html`<form class="row" method="post" action=${visit.at(`shipments/${id}/owner`)}>
          <button class="second" name="who" value=${owner === visit.session.email ? "" : visit.session.email}>${owner === visit.session.email ? "Let it go" : "I look after it"}</button></form>`
      : null
  }
</section>`;

const facts = (one: Shipment) => html`
  <dl class="facts card">
    <dt>Carrier</dt><dd>${carrierName(one.carrier)}</dd>
    <dt>Number</dt><dd class="number">${one.tracking_number ?? "–"}</dd>
    <dt>Status</dt><dd>${words(one.code)}, ${time(one.status_at)}</dd>
    <dt>Expected</dt><dd>${expected(one.estimate)}</dd>
    ${one.estimates.length < 2 ? null : html`<dt>Promised before</dt><dd>${one.estimates.slice(0, -1).map(({ estimate, seen_at }) => html`${expected(estimate)} <span class="small soft">(${time(seen_at)})</span><br />`)}</dd>`}
    ${one.pickup_point === null ? null : html`<dt>Pick-up point</dt><dd>${[one.pickup_point.name, one.pickup_point.street, one.pickup_point.city].filter(Boolean).join(", ")}${one.keep_until === null ? null : html`, until ${one.keep_until}`}</dd>`}
    <dt>Failed attempts</dt><dd>${one.attempts}</dd>
    <dt>Asked last</dt><dd>${time(one.last_asked_at)} ${one.last_outcome ?? ""}</dd>
    <dt>Asked next</dt><dd>${time(one.next_ask_at)}</dd>
    <dt>Order</dt><dd class="number">${one.order_id}</dd>
    <dt>Shipment</dt><dd class="number">${one.id}</dd>
  </dl>
  <p class="row"><a class="button second" href=${one.tracking_url}>What the shopper sees</a>
    ${one.status === "delivered" ? html`<a href=${`${one.id}/proof`}>Proof of delivery</a>` : null}</p>`;

const history = ({ history }: Shipment) => html`
  <h2>History</h2>
  ${history.length === 0 ? html`<p class="soft">The carrier has said nothing yet.</p>` : null}
  <ol class="history">${history.map(
    (
      event,
    ) => html`<li>${event.is_withdrawn ? html`<s>${words(event.code)}</s>` : html`<strong>${words(event.code)}</strong>`}${" "}
      <span class="soft">${event.time.local.replace("T", " ").slice(0, 16)}${event.place === null ? "" : ` · ${[event.place.name, event.place.city, event.place.country].filter(Boolean).join(", ")}`}</span>
      <br /><q>${event.words}</q> <span class="small soft">by ${event.sources.join(", ")}, known since ${time(event.seen_at)}</span></li>`,
  )}</ol>`;

const bodyOf = ({ body, mediaType }: RawAnswer): string =>
  /json|xml|text|html/.test(mediaType)
    ? body.toString("utf8").slice(0, 20_000)
    : `${body.length} bytes of ${mediaType}`;
const rawAnswers = (answers: readonly RawAnswer[]) => html`
  <h2>What the carrier answered</h2>
  ${answers.length === 0 ? html`<p class="soft">No answer is kept: none came, or it is older than 30 days.</p>` : null}
  ${answers.map((one) => html`<details><summary>${time(one.receivedAt)} · ${one.source} · HTTP ${one.status}</summary><pre tabindex="0">${bodyOf(one)}</pre></details>`)}`;

const actions = (one: Shipment, visit: Visit) => html`<section class="card">
  <h2 class="first">Correct it</h2>
  <details><summary>Another carrier or number</summary>
    <form method="post" action=${visit.at(`shipments/${one.id}/correct`)}>
      ${input("company", "Carrier", { value: carrierName(one.carrier), maxlength: 100, required: true })}
      ${input("number", "Number", { value: one.tracking_number ?? "", maxlength: 100, required: true })}
      <p class="small soft">The right one is added to the order and followed; this one is retired. What was sent stays on record.</p>
      <button class="second">Correct</button>
    </form></details>
  <details><summary>It is no parcel of this order</summary>
    <form method="post" action=${visit.at(`shipments/${one.id}/retire`)}>
      <p class="small soft">It is followed no more, and the shopper does not see it any more.</p>
      <button class="danger">Retire it</button>
    </form></details>
  <details><summary>Send the shopper the link once more</summary>
    <form method="post" action=${visit.at(`shipments/${one.id}/resend`)}><button class="second">Send</button></form></details>
</section>`;

const reports = (all: ShipmentPage["reports"]) =>
  all.length === 0
    ? null
    : html`<h2>What the shopper says</h2><ul class="items card">${all.map((one) => html`<li><div><strong>${words(one.kind)}</strong> <span class="soft">${time(one.reported_at)}</span><br />${one.text}</div></li>`)}</ul>`;

const notes = (all: readonly Note[], { id }: Shipment, visit: Visit) => html`
  <h2>Notes</h2>
  ${all.length === 0 ? html`<p class="soft">None. The shopper does not see them.</p>` : html`<ul class="items card">${all.map((one) => html`<li><div>${one.words}<br /><span class="small soft">${one.who}, ${time(one.writtenAt)}</span></div></li>`)}</ul>`}
  ${
    visit.may("shipments:write")
      ? html`<form method="post" action=${visit.at(`shipments/${id}/notes`)}><label for="words">A note for your colleagues</label><textarea id="words" name="words" rows="2" maxlength="2000" required></textarea><button class="second">Keep the note</button></form>`
      : null
  }`;

const messages = (all: ShipmentPage["messages"]) => html`
  <h2>Messages</h2>
  ${
    all.length === 0
      ? html`<p class="soft">Nothing was to be told yet.</p>`
      : table(
          "What the shopper was told, and what not (times in UTC)",
          ["When", "About", "By", "Decision"],
          all.map(
            (one) => html`<tr><td>${time(one.decided_at)}</td><td>${words(one.kind)}</td><td>${one.channel}</td>
              <td>${one.decision}${one.sent_at === null ? null : html`, sent ${time(one.sent_at)}`}${one.failed_at === null ? null : html`, failed: ${one.failure ?? ""}`}<br /><span class="small soft">${one.explanation}</span></td></tr>`,
          ),
        )
  }`;
