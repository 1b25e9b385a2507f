/** The simulator's own page: what it can play, with a number for each, and where its parcels are. */
import type { Contract } from "./contract.ts";
import { happenings } from "./happenings.ts";
import { escaped } from "./http.ts";
import { journeyNames, journeyOf } from "./journeys.ts";
import { type Parcel, playOf } from "./play.ts";
import type { CarrierCounts } from "./push.ts";

export function simulatorPage(world: {
  readonly contracts: readonly Contract[];
  readonly counts: Readonly<Record<string, CarrierCounts>>;
  readonly parcels: readonly { readonly carrier: string; readonly parcel: Parcel }[];
  readonly seed: number;
  readonly speed: number;
  readonly nowMs: number;
}): string {
  const playing = world.parcels.slice(-200).map(({ carrier, parcel }) => {
    const last = playOf(parcel, world.speed, world.nowMs).scans.at(-1);
    const now = last === undefined ? "nothing yet" : happenings[last.step.what];
    return row([now, carrier, parcel.number, parcel.journey]);
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Simulated carriers</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
td,th{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #ccc}td:nth-child(n+2){font-family:ui-monospace,monospace}</style></head>
<body><h1>Simulated carriers</h1>
<p>These are not the real carriers. They answer in the same shapes and play scripted journeys, ${world.speed} times faster than life.
A journey begins when its number is first asked for.</p>
<h2>Numbers to try</h2>
${world.contracts.map((contract) => examples(contract, world.seed, world.counts[contract.carrier])).join("\n")}
<h2>Parcels that are asked for</h2>
<table><thead><tr><th>Now</th><th>Carrier</th><th>Number</th><th>Journey</th></tr></thead><tbody>${playing.join("")}</tbody></table>
</body></html>`;
}

function examples(
  { carrier, title, numbers, omits = [] }: Contract,
  seed: number,
  counts: CarrierCounts | undefined,
): string {
  const rows = journeyNames
    .filter((journey) => !omits.includes(journey))
    .map((journey) => {
      const number = numbers.make({ journey, serial: 990_000 + journeyNames.indexOf(journey), seed });
      return row([journeyOf(journey).title, journey, number]);
    });
  return `<details><summary>${escaped(title)}, at <code>/${carrier}</code>: ${counts?.calls ?? 0} calls, ${counts?.over ?? 0} over its limits${pushedOf(counts)}</summary>
<table><thead><tr><th>What happens</th><th>Journey</th><th>Number</th></tr></thead><tbody>${rows.join("")}</tbody></table></details>`;
}

/** Of carriers that have pushed: how often, and how that was answered. */
function pushedOf(counts: CarrierCounts | undefined): string {
  if (counts === undefined || counts.pushed.sent === 0) return "";
  const answers = Object.entries(counts.pushed.byStatus).map(
    ([status, times]) => `${times} × ${status === "0" ? "no answer" : status}`,
  );
  return `; ${counts.pushed.sent} pushed (${answers.join(", ")})`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
}
