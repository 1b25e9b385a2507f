/** Parts of many pages: times, states, the field for a proof, tables that scroll by themselves. */
import { html } from "htm/preact";
import type { ComponentChildren } from "preact";
import { isFresh } from "#accounts/sessions.ts";
import type { SessionRow } from "#accounts/store.ts";
import { carrierByCode } from "#carriers/registry.ts";

/** UTC, to the minute: people of one shop sit in several zones. */
export function time(at: Date | string | null | undefined) {
  if (at === null || at === undefined) return html`<span class="soft">–</span>`;
  const iso = typeof at === "string" ? at : at.toISOString();
  return html`<time datetime=${iso}>${iso.slice(0, 16).replace("T", " ")}</time>`;
}

/** "in_transit.moving" as "In transit: moving". */
export const words = (code: string): string =>
  code.charAt(0).toUpperCase() + code.slice(1).replaceAll("_", " ").replace(".", ": ");

const tones: Readonly<Record<string, string>> = {
  ...{ delivered: "done", delivery: "done", active: "done", validated: "done", works: "done" },
  ...{ in_transit: "progress", out_for_delivery: "progress", available_for_pickup: "attention", waiting: "progress" },
  ...{ attempt_failed: "action", exception: "action", failed: "action", disabled: "action", broken: "action" },
  ...{ returning: "attention", paused: "attention", doubtful: "attention", findings: "attention", refused: "action" },
};
export const pill = (state: string) => html`<span class=${`pill ${tones[state] ?? ""}`}>${words(state)}</span>`;

export const carrierName = (code: string | null): string =>
  code === null ? "no carrier" : (carrierByCode(code)?.name ?? code);

/** An estimate in local days, or hours of one: "2026-11-26 17:00–19:00". */
export function expected(estimate: { readonly from: string; readonly through: string | null } | null): string {
  if (estimate === null) return "–";
  const [from, through] = [estimate.from, estimate.through ?? estimate.from].map((one) =>
    one.slice(0, 16).replace("T", " "),
  );
  if (from === undefined || through === undefined || from === through) return from ?? "–";
  return from.slice(0, 10) === through.slice(0, 10) ? `${from}–${through.slice(11)}` : `${from} – ${through}`;
}

/** A table that is wider than the screen scrolls alone; the keyboard can, too. */
export const table = (caption: string, head: readonly string[], rows: ComponentChildren) => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${caption}>
    <table><caption>${caption}</caption><thead><tr>${head.map((name) => (name === "" ? html`<td></td>` : html`<th scope="col">${name}</th>`))}</tr></thead><tbody>${rows}</tbody></table>
  </div>`;

let serial = 0;
/** Asks for the app's code where what is done matters and the last proof is older than five minutes (M-06). */
export function proofField(session: SessionRow, now: Date) {
  if (isFresh(session, now)) return null;
  serial = (serial + 1) % 1_000;
  const id = `proof-${serial}`;
  return html`<label for=${id}>Code of your app</label>
    <input id=${id} class="code" name="proof" inputmode="numeric" autocomplete="one-time-code" required maxlength="10" />`;
}

/** A choice of one. */
export const select = (
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
) => html`<div><label for=${name}>${label}</label>
  <select id=${name} name=${name}>${options.map(([value, text]) => html`<option value=${value} selected=${value === chosen}>${text}</option>`)}</select></div>`;

export const input = (
  name: string,
  label: string,
  more: Readonly<Record<string, string | number | boolean | undefined>> = {},
) => html`<div><label for=${name}>${label}</label><input id=${name} name=${name} ...${more} /></div>`;

export const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`);
