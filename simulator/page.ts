/** The simulator's own page: what it can play, with a number for each, and where its parcels are. */

import { happenings } from "./happenings.ts";
import { journeyNames, journeyOf } from "./journeys.ts";
import { makeNumber, type SimulatedCarrier } from "./numbers.ts";
import { type Parcel, playOf } from "./play.ts";

export function simulatorPage(world: {
  readonly parcels: readonly { readonly carrier: SimulatedCarrier; readonly parcel: Parcel }[];
  readonly seed: number;
  readonly speed: number;
  readonly nowMs: number;
}): string {
  const examples = journeyNames.map((journey, at) => {
    const wish = { journey, serial: 990_000 + at, seed: world.seed };
    return row([
      journeyOf(journey).title,
      journey,
      makeNumber({ ...wish, carrier: "dhl" }),
      makeNumber({ ...wish, carrier: "ups" }),
    ]);
  });
  const playing = world.parcels.slice(-200).map(({ carrier, parcel }) => {
    const last = playOf(parcel, world.speed, world.nowMs).scans.at(-1);
    const said = last === undefined ? "nothing yet" : happenings[last.step.what].dhl.parcelDe[1];
    return row([carrier.toUpperCase(), parcel.number, parcel.journey, said]);
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Simulated carriers</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
td,th{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #ccc}td:nth-child(n+2){font-family:ui-monospace,monospace}</style></head>
<body><h1>Simulated carriers</h1>
<p>These are not the real DHL and UPS. They answer in the same shapes and play scripted journeys, ${world.speed} times faster than life.
A journey begins when its number is first asked for.</p>
<h2>Numbers to try</h2>
<table><thead><tr><th>What happens</th><th>Journey</th><th>DHL</th><th>UPS</th></tr></thead><tbody>${examples.join("")}</tbody></table>
<h2>Parcels that are asked for</h2>
<table><thead><tr><th>Carrier</th><th>Number</th><th>Journey</th><th>Now</th></tr></thead><tbody>${playing.join("")}</tbody></table>
</body></html>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
