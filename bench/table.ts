/** One table per benchmark: each line is a figure beside the limit or the peer that was measured in the same run. */
import { cpus, totalmem } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

export interface Line {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** Beside what: the line's ratio is figure ÷ against. */
  readonly against?: { readonly what: string; readonly figure: number };
}

export function printTable(title: string, lines: readonly Line[]): void {
  console.log(`\n${title}`);
  console.log(
    `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
  );
  const rows = lines.map((line) => [
    line.what,
    `${format(line.figure)} ${line.unit}`,
    line.against ? `${(line.figure / line.against.figure).toFixed(2)} × ${line.against.what}` : "",
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
}

function format(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString("en-US") : figure.toPrecision(3);
}

/** Runs `once` for about `seconds`, after a warm-up; CPU microseconds and wall microseconds per call (medians of five rounds). */
export function cpuPerCall(once: () => unknown, seconds = 1.5): { cpuUs: number; wallUs: number } {
  const rounds: { cpuUs: number; wallUs: number }[] = [];
  let calls = 1;
  for (let warm = performance.now() + Math.min(300, seconds * 200); performance.now() < warm; ) once();
  for (let round = 0; round < 5; round += 1) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    calls = 0;
    while (performance.now() - wall < (seconds * 1_000) / 5) {
      for (let inner = 0; inner < 10; inner += 1) once();
      calls += 10;
    }
    const used = process.cpuUsage(cpu);
    rounds.push({ cpuUs: (used.user + used.system) / calls, wallUs: ((performance.now() - wall) * 1_000) / calls });
  }
  return rounds.sort((a, b) => a.cpuUs - b.cpuUs)[2] ?? { cpuUs: 0, wallUs: 0 };
}

/** `callers` concurrent loops for `seconds`, after a warm-up: completed calls per second. `once` throws when an answer is wrong. */
export async function ratePerSecond(
  once: (serial: number) => Promise<void>,
  callers: number,
  seconds: number,
  warmUpSeconds = 1,
): Promise<number> {
  let [serial, done, counting, ended] = [0, 0, false, false];
  const loop = async (): Promise<void> => {
    try {
      while (!ended) {
        serial += 1;
        await once(serial);
        if (counting) done += 1;
      }
    } finally {
      ended = true;
    }
  };
  const all = Promise.all(Array.from({ length: callers }, loop));
  // A wrong answer ends the measurement at once.
  const pause = (ms: number): Promise<unknown> => Promise.race([sleep(ms), all]);
  await pause(warmUpSeconds * 1_000);
  counting = true;
  const start = performance.now();
  await pause(seconds * 1_000);
  while (done === 0) await pause(1); // a window in which no call ended says nothing: it lasts until the first one does
  counting = false;
  const elapsed = performance.now() - start;
  ended = true;
  await all;
  return done / (elapsed / 1_000);
}

export const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;

/** @param share 0.99: what ninety-nine of a hundred do not exceed. */
export const percentile = (figures: readonly number[], share: number): number =>
  figures.toSorted((a, b) => a - b)[Math.min(figures.length - 1, Math.ceil(share * figures.length) - 1)] ?? Number.NaN;
