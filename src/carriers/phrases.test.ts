/** Phrases of a status table in the sentences of a carrier. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { phraseLookups } from "#carriers/phrases.ts";
import { statusTable } from "#carriers/status-table.ts";

const lookups = phraseLookups(
  "text phrases",
  statusTable(
    "text phrases",
    `
*left in a safe place*           | delivered.safe_place
Delivered                        | delivered.unspecified
*despatch* from export facility* | in_transit.departed_origin_country
In transit to *                  | in_transit.moving
*retourné à l'expéditeur*        | returning.initiated
* awaiting collection            | available_for_pickup.at_pickup_point
`,
  ),
);
const found = (sentence: string | undefined): string | undefined => lookups(sentence)[0]?.code;

for (const [sentence, code] of [
  ["Delivered - Left in a SAFE PLACE, by the door", "*left in a safe place*"],
  ["delivered.", "Delivered"],
  ["Undelivered", undefined],
  ["To be delivered today", undefined],
  ["Delivered to the wrong door", undefined],
  ["Despatch of item from export facility SYDNEY", "*despatch* from export facility*"],
  ["From export facility: despatch", undefined],
  ["Despatched from export facility", undefined],
  ["In transit to next facility in PERTH WA", "In transit to *"],
  ["Was in transit to PERTH", undefined],
  ["Article retourne a l’expediteur", "*retourné à l'expéditeur*"],
  ["Item awaiting collection", "* awaiting collection"],
  ["Awaiting collection", "* awaiting collection"],
  ["Awaiting collection by courier", undefined],
  ["", undefined],
  [undefined, undefined],
] as const)
  test(`"${sentence}" says ${code ?? "nothing that the table knows"}`, () => {
    assert.equal(found(sentence), code);
  });

test("X-01 of a sentence without end only its beginning is looked at", () => {
  assert.equal(found(`${"x ".repeat(1_000_000)} left in a safe place`), undefined);
  assert.equal(found(`left in a safe place ${"é".repeat(1_000_000)}`), "*left in a safe place*");
});
