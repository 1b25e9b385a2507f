/** The operator's page of shoppers' data: whose and why, what there is, and the two things that can be done with it. */
import { html } from "htm/preact";
import type { SessionRow } from "#accounts/store.ts";
import type { Erased } from "#privacy/erase-shopper.ts";
import type { FoundOrder, FoundShopper } from "#privacy/find-shopper.ts";
import type { PrivacyRequest } from "#privacy/request.ts";
import { operatorNav } from "./operator.ts";
import { input, proofField, table, time } from "./parts.ts";

const here = "/portal/operator/shoppers";
const head = () => html`${operatorNav(here)}<h1>Shoppers’ data</h1>`;

const searchForm = () => html`<form method="post" action=${here}>
  <div class="two">${input("email", "The shopper’s address", { type: "email", required: true, maxlength: 254, autocomplete: "off" })}
    ${input("reason", "Why?", { required: true, minlength: 5, maxlength: 300 })}</div>
  <p class="small soft">Say how you know that it is them who ask, “Ticket 4711, from their own mailbox”. Each look stands in the log for good, with this reason and without the address: write none into it.</p>
  <p><button>Look</button></p></form>`;

export const searchContent = () => html`
  ${head()}
  <p>Somebody asks what is kept about them, or wants it gone. This is over all shops of the installation.</p>
  ${searchForm()}`;

const ordersTable = (caption: string, orders: readonly FoundOrder[]) =>
  table(
    caption,
    ["Ordered", "Shop", "The shop’s number", "Parcels"],
    orders.map(
      (one) => html`<tr><td>${time(one.createdAt)}</td><th scope="row">${one.isOwn ? "followed by hand" : one.shop}</th>
        <td class="number">${one.reference ?? "–"}<br /><span class="small soft">${one.id}</span></td><td>${one.parcels}</td></tr>`,
    ),
  );

const repeated = ({ email, reason }: PrivacyRequest) =>
  html`<input type="hidden" name="email" value=${email} /><input type="hidden" name="reason" value=${reason} />`;

export const foundContent = ({
  found,
  wanted,
  session,
  now,
}: {
  readonly found: FoundShopper;
  readonly wanted: PrivacyRequest;
  readonly session: SessionRow;
  readonly now: Date;
}) => html`
  ${head()}
  <p role="status"><strong>${wanted.email}</strong>: ${found.hasAccount ? "an account" : "no account"}, ${found.orders.length} orders, ${found.parcels} parcels.</p>
  ${found.orders.length === 0 ? null : ordersTable("Orders (times in UTC)", found.orders)}
  ${found.namedIn.length === 0 ? null : ordersTable("Orders of others in which the address stands (times in UTC)", found.namedIn)}
  <h2>Give it to them</h2>
  <form method="post" action=${`${here}/export`}>${repeated(wanted)}
    <p>Everything that is kept about them, as one JSON file with readable names. Nobody else’s data is in it.</p>
    ${proofField(session, now)}<p><button>Export</button></p></form>
  <h2>Erase it</h2>
  <form method="post" action=${`${here}/erase`}>${repeated(wanted)}
    <p>The account ends, their parcels are followed no more, and nobody is told anything. The shops’ orders keep amounts and numbers and lose the person. It cannot be undone.</p>
    ${input("confirmation", "Type the address once more", { type: "email", required: true, maxlength: 254, autocomplete: "off" })}
    ${proofField(session, now)}<p><button class="danger">Erase</button></p></form>
  <p><a href=${here}>Somebody else</a></p>`;

export const erasedContent = ({ hadAccount, orders, namedIn }: Erased) => html`
  ${head()}
  <p class="notice" role="status">Erased: ${hadAccount ? "the account, " : ""}${orders} orders, and ${namedIn} addresses in orders of others.</p>
  <p>Backups hold it until they are overwritten, and carriers keep data of their own.</p>
  ${searchForm()}`;
