/** Canaries in every field of a person, a whole journey with mails and pushes, then a search through all that has left the program. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { request } from "undici";
import { createLog } from "#platform/log.ts";
import { makeNumber } from "#simulator/contracts.ts";
import { makeDevice, startPushService } from "#test/push-service.ts";
import { startWorld, until } from "./world.ts";

const lines: string[] = [];
const world = await startWorld({ log: createLog({ destination: { write: (line) => void lines.push(line) } }) });
const push = await startPushService(world.vapidPublicKey);
after(async () => {
  await push.close();
  await world[Symbol.asyncDispose]();
});

const email = "canary-mail@example.org";
/** No word of ours and no part of an id: whatever holds one of them has it from this order. */
const person = {
  given_name: "Zaffrida",
  family_name: "Quintelbrook",
  organization_name: "Quillfeather Works",
  street_address: "Umbelgasse 4711",
  street_address2: "Hinterhaus Vexley",
  postal_code: "08127",
  phone: "+49 30 5550147",
};
const private_ = [...Object.values(person), "Quintelbrook", "5550147", "Umbelgasse"];

const form = (path: string, fields: Record<string, string>, cookie = "") =>
  request(world.base + path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...(cookie && { cookie }) },
    body: new URLSearchParams(fields).toString(),
  });
const cookieOf = (answer: Awaited<ReturnType<typeof form>>): string =>
  String(answer.headers["set-cookie"]).split(";")[0] ?? "";

/** Every canary that the texts hold. */
const found = (canaries: readonly string[], texts: readonly string[]): readonly string[] =>
  canaries.filter((canary) => texts.some((text) => text.toLowerCase().includes(canary.toLowerCase())));

test("D-06 B-05 P-02 nothing of a person leaves in logs, pushes, mails, links and pages of a link, from the order to the delivery", async () => {
  const { id, trackingUrl } = await world.order({
    shipping_address: { ...person, email, city: "Berlin", country: "DE" },
  });
  const token = trackingUrl.split("/o/")[1] ?? assert.fail(trackingUrl);

  const asked = await form("/sign-in", { email });
  const code = await until(
    async () => /^\d{8}/.exec(world.catcher.mails.findLast(({ to }) => to === email)?.subject ?? "")?.[0],
    (text) => text !== undefined,
    "the code",
  );
  const session = cookieOf(await form("/sign-in/code", { code: code ?? "" }, cookieOf(asked)));
  const device = makeDevice("phone");
  push.devices.set("phone", device);
  const keys = { p256dh: device.publicKey.toString("base64url"), auth: device.auth.toString("base64url") };
  const subscribed = await request(`${world.base}/account/push`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: session },
    body: JSON.stringify({ endpoint: `${push.service.url}/phone`, keys }),
  });
  assert.equal(subscribed.statusCode, 204);

  const number = makeNumber({ carrier: "dhl", journey: "neighbour", serial: 61, seed: 1 });
  const sent = { shipping_company: "DHL", tracking_number: number };
  await world.merchant("POST", `/ordermanagement/v1/orders/${id}/shipping-info`, { shipping_info: [sent] });
  await until(
    async () => push.pushed.at(-1)?.payload.title ?? "",
    (title) => /delivered/.test(title),
    "a push that says delivered",
  );

  // Whoever errs is told so without an echo of what they typed.
  const wrong = [
    await form("/find", { reference: "LL-1", contact: email }),
    await form("/sign-in", { email: `${person.given_name}@` }),
    await form("/sign-in/code", { code: person.postal_code }),
  ];
  await world.get(`/nothing-here?q=${encodeURIComponent(person.family_name)}`);
  await world.merchant("GET", `/ordermanagement/v1/orders/${encodeURIComponent(email)}`);

  const pageOfLink = await world.get(trackingUrl);
  const parcelPath = /href="(\/o\/[\w-]+\/p\/[0-9a-f-]{36})"/.exec(pageOfLink.text)?.[1] ?? assert.fail("no parcel");
  const pages = [pageOfLink, await world.get(parcelPath), await world.get(`${trackingUrl}/embed`)];
  const ownPage = await world.get(trackingUrl, { cookie: session });
  const parcelOfPerson = await world.get(parcelPath, { cookie: session });
  assert.match(
    parcelOfPerson.text,
    /Umbelgasse 4711/,
    "the person sees the address, so the canaries were really there",
  );
  const links = [ownPage, parcelOfPerson, ...pages].flatMap(
    ({ text }) => text.match(/(?:href|src|action)="[^"]*"/g) ?? [],
  );

  const mails = world.catcher.mails
    .filter(({ to }) => to === email)
    .map(({ subject, text, html, headers }) =>
      JSON.stringify([subject, text, html, headers.filter(({ name }) => name.toLowerCase() !== "to")]),
    );
  const pushed = push.pushed.map(({ text }) => text);
  assert.ok(lines.length > 20 && mails.length > 0 && pushed.length > 1 && links.length > 10);
  const secrets = [number, token, session.split("=")[1] ?? "", code ?? ""];
  assert.deepEqual(found([...private_, email, ...secrets], lines), [], "logs");
  assert.deepEqual(found([...private_, email, number], pushed), [], "pushes");
  assert.deepEqual(found([...private_, number], mails), [], "mails");
  assert.deepEqual(found([...private_, email], links), [], "addresses in pages");
  assert.deepEqual(
    found(
      [...private_, email],
      pages.map(({ text }) => text),
    ),
    [],
    "pages of a link",
  );
  assert.deepEqual(found(private_, await Promise.all(wrong.map((answer) => answer.body.text()))), [], "error texts");
  push.assertHappy();
});

test("D-06 the search finds what it looks for", () => {
  assert.deepEqual(found(["Quintelbrook"], [JSON.stringify({ msg: "order of quintelbrook" })]), ["Quintelbrook"]);
});
