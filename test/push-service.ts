/** A push service and the devices behind it, which check and open what they get as real ones do (RFC 8030, 8188, 8291, 8292). */
import assert from "node:assert/strict";
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock } from "#platform/clock.ts";

/** One browser's push subscription, with the half of its keys that never leaves the device. */
export function makeDevice(name: string) {
  const keys = createECDH("prime256v1");
  const auth = randomBytes(16);
  return { name, keys, publicKey: keys.generateKeys(), auth };
}
export type Device = ReturnType<typeof makeDevice>;

/** RFC 8188 with the keys of RFC 8291 §3: what the browser does before it wakes the service worker. */
function decrypt(body: Buffer, device: Device): string {
  const [salt, recordSize, keyLength] = [body.subarray(0, 16), body.readUInt32BE(16), body.readUInt8(20)];
  const serverKey = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  assert.ok(record.length <= recordSize, "one record");
  const hkdf = (salted: Buffer, key: Buffer, info: Buffer | string, length: number) =>
    Buffer.from(hkdfSync("sha256", key, salted, info, length));
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), device.publicKey, serverKey]);
  const key = hkdf(device.auth, device.keys.computeSecret(serverKey), info, 32);
  const contentKey = hkdf(salt, key, "Content-Encoding: aes128gcm\0", 16);
  const nonce = hkdf(salt, key, "Content-Encoding: nonce\0", 12);
  const decipher = createDecipheriv("aes-128-gcm", contentKey, nonce).setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  assert.equal(padded[end], 2, "the delimiter of the last record");
  return padded.subarray(0, end).toString();
}

/** RFC 8292: a JWT by ES256 for this origin, by the key that the device subscribed with. */
function checkVapid(headers: IncomingHttpHeaders, origin: string, vapidPublicKey: string): void {
  const [, token = "", key = ""] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? "") ?? [];
  assert.equal(key, vapidPublicKey);
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const [head = "", claims = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${head}.${claims}`);
  const ecdsa = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  assert.ok(verify("sha256", signed, ecdsa, Buffer.from(signature, "base64url")), "signature");
  assert.equal(JSON.parse(Buffer.from(head, "base64url").toString()).alg, "ES256");
  const { aud, sub, exp } = JSON.parse(Buffer.from(claims, "base64url").toString());
  assert.equal(aud, origin);
  assert.match(sub, /^(mailto|https):/);
  const leftSeconds = exp - systemClock.now().getTime() / 1_000;
  assert.ok(leftSeconds > 0 && leftSeconds <= 86_400, "RFC 8292 §2: no more than 24 hours");
}

export interface Pushed {
  readonly device: string;
  readonly topic: string;
  readonly urgency: string;
  readonly text: string;
  readonly payload: {
    readonly title: string;
    readonly body: string;
    readonly tag: string;
    readonly lang: string;
    readonly url: string;
  };
}

/** A push service (RFC 8030 §5). `answer` says what it does with the n-th message for a device; 201 when left out. */
export async function startPushService(vapidPublicKey: string) {
  const devices = new Map<string, Device>();
  const pushed: Pushed[] = [];
  const service = {
    pushed,
    devices,
    answer: (_device: string, _n: number): number | Promise<number> => 201,
    url: "",
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  const failures: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const { headers } = request;
      const device = devices.get((request.url ?? "").slice(1));
      assert.ok(device, "an endpoint that somebody subscribed with");
      assert.deepEqual([request.method, headers["content-encoding"], headers.ttl], ["POST", "aes128gcm", "86400"]);
      checkVapid(headers, service.url, vapidPublicKey);
      const text = decrypt(Buffer.concat(chunks), device);
      const [topic, urgency] = [String(headers.topic), String(headers.urgency)];
      assert.match(topic, /^[\w-]{1,32}$/, "RFC 8030 §5.4");
      pushed.push({ device: device.name, topic, urgency, text, payload: JSON.parse(text) });
      const status = await service.answer(device.name, pushed.filter((p) => p.device === device.name).length);
      response.writeHead(status).end();
    } catch (error) {
      failures.push(error);
      response.writeHead(400).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is an object
  return { ...service, service, assertHappy: () => assert.deepEqual(failures, []) };
}
