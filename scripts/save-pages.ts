/**
 * `node test/run.ts` proves what pages say; this keeps how they say it: `node scripts/save-pages.ts DIRECTORY` writes every state's
 * pages, headers and all, with ids, links and nonces numbered in place. Before and after a change that must change nothing: `diff -r`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { days } from "#platform/clock.ts";
import { show, showSplitOrder, states } from "#test/browser/states.ts";
import { type Browser, type Seen, startShopper } from "#test/shopper.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  console.error("Say where the pages are to be written: node scripts/save-pages.ts DIRECTORY");
  process.exit(2);
}
await mkdir(directory, { recursive: true });

/** What is made anew in each run, named by when it was first seen. */
function numbered(text: string): string {
  const names = new Map<string, string>();
  const nameOf = (found: string): string => names.get(found) ?? names.set(found, `[${names.size}]`).get(found) ?? found;
  return text
    .replace(/(?<=UID:)[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, nameOf)
    .replace(/(?<=nonce[-=]"?)[\w-]{24}(?![\w-])/g, nameOf)
    .replace(/(?<=\/o\/)[\w-]{24}(?![\w-])/g, nameOf);
}

async function save(name: string, { status, headers, text }: Seen): Promise<void> {
  const lines = Object.entries(headers)
    .filter(([header]) => header !== "date")
    .map(([header, value]) => `${header}: ${value}\n`)
    .sort();
  await writeFile(join(directory as string, `${name}.txt`), numbered(`${status}\n${lines.join("")}\n${text}\n`)); // checked above
}

await using world = await startShopper();
const person = await world.signedIn("ines@example.org");
const stranger = await world.signedIn("kim@example.org");
const readers: readonly (readonly [string, Browser, Record<string, string>?])[] = [
  ["link", world.browser()],
  ["person", person],
  ["stranger", stranger],
  ["kept", person, { "x-posthorn-offline": "keep" }],
];

async function saveAll(name: string, { link, parcel }: { readonly link: string; readonly parcel?: string }) {
  for (const [reader, browser, headers] of readers)
    for (const [kind, path] of Object.entries({ order: link, parcel })) {
      if (path !== undefined) await save(`${name}.${kind}.${reader}`, await browser.open(path, headers));
    }
  const browser = world.browser();
  for (const language of ["de", "ar"])
    await save(`${name}.${language}`, await browser.open(`${parcel ?? link}?lang=${language}`));
  await save(`${name}.embed`, await browser.open(`${link}/embed`));
  if (parcel !== undefined) await save(`${name}.calendar`, await person.open(`${parcel}/calendar.ics`));
}

const shown = new Map<string, Awaited<ReturnType<typeof show>>>();
for (const state of states) {
  const made = await show(world, state);
  shown.set(state.name, made);
  await saveAll(state.name, made);
}
const several = await showSplitOrder(world);
await saveAll("several", several);

const { link, parcel } = await world.addOrder();
for (const [kind, word] of [
  ["missing", "The lamp is not there"],
  ["", ""],
] as const)
  await save(`report.${kind || "wrong"}`, await person.send(`${parcel}/report`, { kind, text: word }));
await save("report.order", await world.browser().send(`${link}/report`, { kind: "nothing", text: "" }));
for (const path of ["mute", "archive"]) await person.send(`${parcel}/${path}`, { on: "1" });
const ready = shown.get("ready");
if (ready !== undefined) {
  await person.send(`${ready.parcel}/code`, { code: "4711", kind: "code" });
  await save("code.wrong", await person.send(`${ready.parcel}/code`, { code: "x".repeat(500), kind: "code" }));
  await saveAll("ready.with-code", ready);
}
await saveAll("reported", { link, parcel });
const other = "0190a0f0-0000-7000-8000-000000000000";
for (const [name, path] of Object.entries({
  unknown: "/o/no-such-link-was-ever-made",
  malformed: "/o/%2e",
  parcel: `${link}/p/${other}`,
  nonsense: `${link}/p/nonsense`,
  crossed: `${link}/p/${ready?.shipmentId}`,
  deliveries: "/deliveries",
}))
  for (const [reader, browser, headers] of readers)
    await save(`missing.${name}.${reader}`, await browser.open(path, headers));
for (const age of [31, 91]) {
  world.clock.advance(days(age === 31 ? 31 : 60));
  const [late, again] = [await world.signedIn("ines@example.org"), world.browser()];
  for (const name of ["delivered-in-the-letterbox", "in-transit", "returned"]) {
    const made = shown.get(name);
    for (const [reader, browser] of [
      ["link", again],
      ["person", late],
    ] as const)
      for (const path of [made?.link, made?.parcel])
        await save(
          `after-${age}.${name}.${path === made?.link ? "order" : "parcel"}.${reader}`,
          await browser.open(String(path)),
        );
  }
}
