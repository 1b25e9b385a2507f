/** For the simulator's own tests: one that runs for the time of a test, and a plain HTTP call. */
import { request } from "undici";
import { ManualClock } from "#platform/clock.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";

export async function withSimulator(
  options: Partial<SimulatorOptions>,
  work: (simulator: Simulator, clock: ManualClock) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock("2026-11-24T08:00:00Z");
  const simulator = await startSimulator({ port: 0, clock, seed: 7, speed: 60, ...options });
  try {
    await work(simulator, clock);
  } finally {
    await simulator.close();
  }
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Of a JSON answer. */
  readonly json: Readonly<Record<string, unknown>>;
}

export async function call(url: string, init: Parameters<typeof request>[1] = {}): Promise<Answer> {
  const answer = await request(url, init);
  const text = await answer.body.text();
  const type = String(answer.headers["content-type"] ?? "");
  return { status: answer.statusCode, type, text, json: type.includes("json") ? JSON.parse(text) : {} };
}

export function askDhl({ connections: { dhl } }: Simulator, number: string, more = ""): Promise<Answer> {
  return call(`${dhl?.baseUrl}/track/shipments?trackingNumber=${number}${more}`, {
    headers: { "dhl-api-key": dhl?.fields.key ?? "" },
  });
}
