/** Support cases as the operator sees them: who wrote, why no program could help, and what to do. */
import { html } from "htm/preact";
import type { CaseCause, ListedCase } from "#integration/case-store.ts";
import { operatorNav } from "./operator.ts";
import { table, time } from "./parts.ts";

const causes: Readonly<Record<CaseCause, readonly [why: string, what: string]>> = {
  not_verified: [
    "Nothing proves that the sender is the sender.",
    "Ask the shop to sign its mails (DKIM), or to use the portal. Do not answer with data.",
  ],
  forged: [
    "Our mail server calls it forged.",
    "Nobody was answered. If the shop says that it wrote it, its DMARC is set up wrongly.",
  ],
  unknown_merchant: [
    "The sender is proven, and belongs to no shop, or not to the one that was named.",
    "If it should: let them in under Team, or enter the shop’s address for questions.",
  ],
  undeliverable: [
    "The answer could not leave, or nobody knows whether it did.",
    "Look at the mail server, and answer by hand.",
  ],
};

export function casesContent(cases: readonly ListedCase[]) {
  return html`
    ${operatorNav("/portal/operator/cases")}
    <h1>Cases</h1>
    <p>Mails that asked for an integration check and that no program could help with. Sender and subject are as they stood in the mail, proven or not.</p>
    ${
      cases.length === 0
        ? html`<p class="empty">No case.</p>`
        : table(
            "Cases, the open ones first (times in UTC)",
            ["Opened", "Sender", "Subject", "Why, and what to do", ""],
            cases.map(rowOf),
          )
    }`;
}

function rowOf({ id, shop, sender, subject, why, openedAt, closedAt }: ListedCase) {
  const [cause, remedy] = causes[why];
  return html`<tr><td>${time(openedAt)}</td><th scope="row">${sender}${shop === null ? null : html`<br /><span class="small soft">${shop}</span>`}</th><td>${subject}</td>
    <td>${cause}<br /><span class="small soft">${remedy}</span></td>
    <td>${closedAt === null ? html`<form method="post" action=${`/portal/operator/cases/${id}/close`}><button class="plain">Close</button></form>` : html`closed ${time(closedAt)}`}</td></tr>`;
}
