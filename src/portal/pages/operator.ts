/** The operator's pages: shops, how carriers do, and the work that waits. */
import { html } from "htm/preact";
import type { SessionRow } from "#accounts/store.ts";
import { connectionBySlug } from "#carriers/connections.ts";
import type { DeadWork, Queue } from "#platform/due-work.ts";
import type { CarrierHealth, Outcome, ShopRow, UnmappedCode } from "#portal/operator-store.ts";
import { carrierName, input, proofField, table, time, words } from "./parts.ts";

const places = [
  ["/portal/operator", "Shops"],
  ["/portal/operator/carriers", "Carriers’ health"],
  ["/portal/operator/work", "Work"],
  ["/portal/operator/settings", "Settings"],
  ["/portal/operator/cases", "Cases"],
  ["/portal/operator/shoppers", "Shoppers’ data"],
] as const;
export const operatorNav = (here: (typeof places)[number][0]) => html`<nav aria-label="Pages of the operator">
  ${places.map(([address, name]) => html`<a href=${address} aria-current=${address === here ? "page" : undefined}>${name}</a>`)}</nav>`;

export const shopsContent = ({
  shops,
  search,
  session,
  now,
}: {
  readonly shops: readonly ShopRow[];
  readonly search: string;
  readonly session: SessionRow;
  readonly now: Date;
}) => html`
  ${operatorNav("/portal/operator")}
  <h1>Shops</h1>
  <form method="get" action="/portal/operator" role="search"><div class="filters">${input("q", "Name", { type: "search", value: search, maxlength: 100 })}<p><button>Search</button></p></div></form>
  ${
    shops.length === 0
      ? html`<p class="empty">${search === "" ? "There is no shop yet." : "No shop is called like that."}</p>`
      : table(
          "Shops (times in UTC)",
          ["Shop", "Since", "Last call", "Keys", "People", ""],
          shops.map(
            (
              shop,
            ) => html`<tr><th scope="row">${shop.name}<br /><span class="number small soft">${shop.id}</span></th><td>${time(shop.createdAt)}</td><td>${time(shop.lastUsedAt)}</td><td>${shop.keys}</td><td>${shop.people}</td>
              <td><details><summary>Enter</summary><form method="post" action=${`/portal/operator/shops/${shop.id}/enter`}>
                <label for=${`reason-${shop.id}`}>Why?</label><input id=${`reason-${shop.id}`} name="reason" required minlength="5" maxlength="300" />${proofField(session, now)}
                <p class="small soft">For an hour, with the rights of support. The shop reads the reason in its log.</p><button class="second">Enter</button></form></details></td></tr>`,
          ),
        )
  }
  <h2>Make a shop</h2>
  <form method="post" action="/portal/operator/shops"><div class="two">${input("name", "Name, as shoppers read it", { required: true, maxlength: 100 })}${input("email", "Address for shoppers’ questions", { type: "email", maxlength: 254 })}</div>
    ${proofField(session, now)}<p><button>Make it</button></p></form>
  <p class="small soft">Its first owner: <code>posthorn people add --email … --merchant … --role owner</code></p>`;

export const carriersContent = ({
  health,
  outcomes,
  unmapped,
  now,
}: {
  readonly health: readonly CarrierHealth[];
  readonly outcomes: readonly Outcome[];
  readonly unmapped: readonly UnmappedCode[];
  readonly now: Date;
}) => html`
  ${operatorNav("/portal/operator/carriers")}
  <h1>Carriers’ health</h1>
  ${table(
    "Limits and breakers (times in UTC)",
    ["Carrier", "Account", "State", "Calls in the last day", "Failures in a row", "Credits this month"],
    health.map(
      (
        one,
      ) => html`<tr><th scope="row">${connectionBySlug(one.carrier)?.name ?? one.carrier}</th><td>${one.credential}</td>
        <td>${one.openUntil !== null && one.openUntil > now ? html`<span class="pill action">not asked until ${time(one.openUntil)}${one.pausedFor === null ? "" : `: ${one.pausedFor}`}</span>` : html`<span class="pill done">asked</span>`}</td>
        <td>${one.calls}</td><td>${one.failures}${one.since === null ? null : html` <span class="small soft">since ${time(one.since)}</span>`}</td><td>${one.credits ?? "–"}</td></tr>`,
    ),
  )}
  ${table(
    "What came of asking in the last 24 hours (at most 20,000 parcels are looked at)",
    ["Carrier", "Outcome", "Parcels", "Codes that we do not know"],
    outcomes.map(
      (one) =>
        html`<tr><th scope="row">${carrierName(one.carrier)}</th><td>${words(one.outcome)}</td><td>${one.parcels}</td><td>${one.unmapped}</td></tr>`,
    ),
  )}
  ${
    unmapped.length === 0
      ? html`<p>Every code that came is known.</p>`
      : table(
          "Codes that we do not know: each keeps the last state, and wants a line in the carrier’s status table",
          ["Carrier", "Code", "In the carrier’s words", "Times"],
          unmapped.map(
            (one) =>
              html`<tr><th scope="row">${carrierName(one.carrier)}</th><td><code>${one.code}</code></td><td><q>${one.words}</q></td><td>${one.times}</td></tr>`,
          ),
        )
  }`;

export const workContent = ({
  queues,
  dead,
  now,
}: {
  readonly queues: readonly Queue[];
  readonly dead: readonly DeadWork[];
  readonly now: Date;
}) => html`
  ${operatorNav("/portal/operator/work")}
  <h1>Work</h1>
  ${table(
    "Queues",
    ["Kind", "Planned", "Due now", "The oldest is due since"],
    queues.map(
      (one) =>
        html`<tr><th scope="row">${one.kind}</th><td>${one.waiting}</td><td>${one.overdue}</td><td>${one.oldestDueAt === null ? "–" : html`${time(one.oldestDueAt)} <span class="small soft">(${Math.round((now.getTime() - one.oldestDueAt.getTime()) / 1_000)} s)</span>`}</td></tr>`,
    ),
  )}
  <h2>Given up</h2>
  ${
    dead.length === 0
      ? html`<p class="empty">Nothing was given up.</p>`
      : table(
          "Dead work, newest first (times in UTC)",
          ["When", "Kind", "Of what", "Why", ""],
          dead.map(
            (
              one,
            ) => html`<tr><td>${time(one.diedAt)}</td><td>${one.kind}</td><td class="number small">${one.subject}</td><td>${one.cause}<br /><span class="small soft">${one.attempts} attempts</span></td>
              <td><form method="post" action="/portal/operator/work/revive"><button class="plain" name="work" value=${`${one.shard} ${one.kind} ${one.subject}`}>Do it again</button></form></td></tr>`,
          ),
        )
  }`;

export interface Setting {
  readonly name: string;
  readonly value: string;
  /** What to do about it; null: nothing. */
  readonly advice: string | null;
}

export const settingsContent = (settings: readonly Setting[]) => html`
  ${operatorNav("/portal/operator/settings")}
  <h1>Settings</h1>
  <p>What this process runs with. Settings come from the environment and change with a restart; secrets are shown nowhere. <code>posthorn doctor</code> tries what is connected.</p>
  ${table(
    "Settings",
    ["Setting", "Is", "What to do"],
    settings.map(
      (one) =>
        html`<tr><th scope="row">${one.name}</th><td>${one.value}</td><td>${one.advice ?? html`<span class="soft">nothing</span>`}</td></tr>`,
    ),
  )}`;
