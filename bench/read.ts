/** `bench -- read`: CPU of reading one answer of each carrier, beside decoding the same body alone, in the same run. */
import type { Carrier, Reading } from "#carriers/carrier.ts";
import { type Sample, samplesOf } from "#carriers/conformance.ts";
import { connections } from "#carriers/connections.ts";
import { decode, read } from "#carriers/read.ts";
import { cpuPerCall, type Line, printTable } from "./table.ts";

/** A journey of ten to fifteen events may cost so much. Microseconds. */
const limitUs = 300;
const usualEvents = 12;

export async function benchRead(): Promise<void> {
  printTable(
    "CPU per carrier answer (of each carrier the sample whose events are nearest to twelve)",
    await measureRead(),
  );
}

export async function measureRead(seconds = 1): Promise<Line[]> {
  const lines: Line[] = [];
  for (const carrier of connections) {
    const sample = usualOf(carrier, await samplesOf(carrier.slug));
    if (sample === undefined) throw new Error(`${carrier.slug} has no sample with events.`);
    const { answer, asked } = sample;
    const decoding = cpuPerCall(() => decode(answer.body), seconds);
    const whole = cpuPerCall(() => read(carrier, answer, asked), seconds);
    const events = eventsIn(read(carrier, answer, asked));
    const size = `${events} events, ${(answer.body.length / 1_000).toFixed(1)} kB of ${carrier.format.toUpperCase()}`;
    lines.push({
      what: `${carrier.slug}: ${size}`,
      figure: whole.cpuUs,
      unit: "µs CPU",
      against: { what: "decoding alone", figure: decoding.cpuUs },
    });
  }
  const dearest = lines.reduce((a, b) => (a.figure > b.figure ? a : b));
  const against = { what: `the limit of ${limitUs} µs`, figure: limitUs };
  return [...lines, { ...dearest, what: `the dearest: ${dearest.what.split(":")[0]}`, against }];
}

function usualOf(carrier: Carrier, samples: readonly Sample[]): Sample | undefined {
  const distance = ({ answer, asked }: Sample): number =>
    Math.abs(eventsIn(read(carrier, answer, asked)) - usualEvents);
  return samples
    .filter(({ answer, asked }) => eventsIn(read(carrier, answer, asked)) > 0)
    .toSorted((a, b) => distance(a) - distance(b))[0];
}

const eventsIn = (reading: Reading): number =>
  reading.kind === "events"
    ? reading.shipments.reduce((sum, one) => sum + (one.kind === "events" ? one.events.length : 0), 0)
    : 0;
