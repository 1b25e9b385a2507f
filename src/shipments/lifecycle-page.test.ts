/** docs/lifecycle.md is held to the code: its tables are read and compared. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { type EventCode, eventCodes, isEventCode, type Status, statusOf } from "./event-codes.ts";
import { lifecycle, type RecordedEvent } from "./lifecycle.ts";

const page = await readFile(join(import.meta.dirname, "../../docs/lifecycle.md"), "utf8");
const codes = Object.keys(eventCodes).filter(isEventCode);
const statuses = [...new Set(codes.map(statusOf))];

/** Rows of the table under this head, as first cell → words in backticks of the second. */
function rows(head: string): ReadonlyMap<string, string> {
  const table = page.slice(page.indexOf(head)).split("\n\n")[0] ?? "";
  return new Map(
    [...table.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)].map(([, first = "", second = ""]) => [first, second]),
  );
}
const words = (cell: string): readonly string[] => [...cell.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);

test("the page lists every status and all 71 codes, with what each does", () => {
  const listed = [...rows("| status | codes |")].flatMap(([status, cell]) =>
    cell.split(", ").map((item) => `${status}.${item.replace(/`/g, "")}`),
  );
  const mark = { move: "", inform: " (i)", end: " (e)" } as const;
  assert.deepEqual(
    listed,
    codes.map((code) => code + mark[eventCodes[code]]),
  );
});

test("the page's arrows are exactly the changes that one more event can make", () => {
  const reached = new Map<Status, Set<Status>>(statuses.map((status) => [status, new Set()]));
  for (const first of codes.filter((code) => eventCodes[code] !== "inform"))
    for (const second of codes) {
      const { status } = lifecycle([event(first, "2026-11-20"), event(second, "2026-11-21")]);
      if (status !== statusOf(first)) reached.get(statusOf(first))?.add(status);
    }
  const drawn = rows("| from | to |");
  assert.deepEqual([...drawn.keys()].sort(), [...statuses].sort());
  for (const status of statuses)
    assert.deepEqual(words(drawn.get(status) ?? "").toSorted(), [...(reached.get(status) ?? [])].sort(), status);
});

test("every arrow of the picture stands in the table", () => {
  const drawn = rows("| from | to |");
  for (const [, from = "", to = ""] of page.matchAll(/^ {2}(\w+) --> (\w+)/gm))
    assert.ok(words(drawn.get(from) ?? "").includes(to), `${from} → ${to}`);
});

function event(code: EventCode, day: string): RecordedEvent {
  const time = {
    instant: `${day}T10:00:00.000Z`,
    local: `${day}T10:00:00`,
    precision: "instant",
    zone: "UTC",
    zoneDerived: false,
  } as const;
  return {
    id: `${day} ${code}`,
    event: { code, time, rawCode: code, rawSubCode: null, rawText: "", place: null, piece: null, facts: {}, order: 0 },
    source: "dhl",
    seenAt: "2026-11-24T12:00:00.000Z",
  };
}
