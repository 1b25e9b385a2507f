/** `bench -- read`: CPU of reading one carrier answer, beside JSON.parse of the same body in the same run. */
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { connectionBySlug } from "#carriers/connections.ts";
import { read } from "#carriers/read.ts";
import { cpuPerCall, type Line, printTable } from "./table.ts";

export async function benchRead(): Promise<void> {
  printTable("CPU per carrier answer", await measureRead());
}

export async function measureRead(seconds = 1.5): Promise<Line[]> {
  const lines: Line[] = [];
  for (const slug of ["dhl", "ups"]) {
    const carrier = connectionBySlug(slug);
    if (carrier === undefined) throw new Error(`There is no connection ${slug}.`);
    const folder = join(import.meta.dirname, "../src/carriers", slug, "samples");
    const answers = await Promise.all(
      (await Array.fromAsync(glob("*/200.json", { cwd: folder })))
        .sort()
        .map((file) => readFile(join(folder, file), "utf8")),
    );
    const readable = answers.filter(
      (body) =>
        read(carrier, { status: 200, mediaType: "application/json", body }, [{ number: "0" }]).kind === "events" &&
        isJson(body),
    );
    let at = 0;
    const next = (): string => readable[(at += 1) % readable.length] ?? "";
    const parse = cpuPerCall(() => JSON.parse(next()) as unknown, seconds);
    const whole = cpuPerCall(
      () => read(carrier, { status: 200, mediaType: "application/json", body: next() }, [{ number: "0" }]),
      seconds,
    );
    const bytes = readable.reduce((sum, body) => sum + body.length, 0) / readable.length;
    lines.push({
      what: `${slug}: JSON.parse alone (${readable.length} samples, ${Math.round(bytes)} bytes on average)`,
      figure: parse.cpuUs,
      unit: "µs CPU",
    });
    lines.push({
      what: `${slug}: read: decode, check, map, times, order`,
      figure: whole.cpuUs,
      unit: "µs CPU",
      against: { what: "JSON.parse", figure: parse.cpuUs },
    });
  }
  return lines;
}

function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
