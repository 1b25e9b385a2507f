/** Proof of delivery, for a dispute: what the carrier said and when we had it, on one sheet that can be printed. */
import { html } from "htm/preact";
import type { Visit } from "#portal/site.ts";
import { carrierName, time, words } from "./parts.ts";

export interface Proof {
  readonly made_at: string;
  readonly shop: string;
  readonly order_id: string;
  readonly reference: string | null;
  readonly shipment_id: string;
  readonly carrier: string | null;
  readonly tracking_number: string | null;
  readonly delivery: {
    readonly code: string;
    readonly local_time: string;
    readonly instant: string | null;
    readonly place: string;
    readonly carrier_words: string;
    readonly signed_by: string | null;
    readonly neighbour: string | null;
    readonly known_since: string;
    readonly said_by: readonly string[];
  } | null;
  readonly history: readonly {
    readonly code: string;
    readonly local_time: string;
    readonly carrier_words: string;
    readonly known_since: string;
  }[];
  /** The carrier's answers as they came: whoever doubts the reading reads them, and the hash shows that they are unchanged. */
  readonly answers: readonly {
    readonly received_at: string;
    readonly source: string;
    readonly http_status: number;
    readonly sha256: string;
    readonly body: string;
  }[];
}

export const proofContent = (proof: Proof, visit: Visit) => html`
  <p class="small not-printed"><a class="back" href=${visit.at(`shipments/${proof.shipment_id}`)}>The shipment</a> · <a href="proof.json">As JSON</a></p>
  <h1>Proof of delivery</h1>
  <dl class="facts card">
    <dt>Shop</dt><dd>${proof.shop}</dd>
    <dt>Order</dt><dd>${proof.reference ?? ""} <span class="number">${proof.order_id}</span></dd>
    <dt>Carrier</dt><dd>${carrierName(proof.carrier)}</dd>
    <dt>Number</dt><dd class="number">${proof.tracking_number ?? "–"}</dd>
    ${
      proof.delivery === null
        ? html`<dt>Delivery</dt><dd>The carrier has reported none.</dd>`
        : html`<dt>Delivered</dt><dd>${proof.delivery.local_time.replace("T", " ")}, local time ${proof.delivery.place === "" ? "" : html`in ${proof.delivery.place}`}</dd>
            <dt>How</dt><dd>${words(proof.delivery.code)}: <q>${proof.delivery.carrier_words}</q></dd>
            ${proof.delivery.signed_by === null ? null : html`<dt>Signed by</dt><dd>${proof.delivery.signed_by}</dd>`}
            ${proof.delivery.neighbour === null ? null : html`<dt>Left with</dt><dd>${proof.delivery.neighbour}</dd>`}
            <dt>Said by</dt><dd>${proof.delivery.said_by.join(", ")}; known to us since ${time(proof.delivery.known_since)} UTC</dd>`
    }
  </dl>
  <h2>The whole way</h2>
  <ol class="history">${proof.history.map((one) => html`<li>${one.local_time.replace("T", " ").slice(0, 16)} <strong>${words(one.code)}</strong> <q>${one.carrier_words}</q></li>`)}</ol>
  <h2>The carrier’s answers</h2>
  ${proof.answers.length === 0 ? html`<p>None is kept any more (30 days).</p>` : null}
  <ul>${proof.answers.map((one) => html`<li>${time(one.received_at)} UTC, ${one.source}, HTTP ${one.http_status}<br /><span class="small">SHA-256 <code>${one.sha256}</code></span></li>`)}</ul>
  <p class="small soft">Made ${time(proof.made_at)} UTC by Posthorn from what the carrier said. The answers themselves are in the JSON.</p>`;
