/** `node scripts/readme-images.ts`: the README's pictures, taken from the running demo, so that they show what is there. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "#test/browser/chromium.ts";
import { until } from "#test/journeys/world.ts";

const root = join(import.meta.dirname, "..");
const images = join(root, "docs/images");
const directory = await mkdtemp(join(tmpdir(), "posthorn-images-"));
const demo = spawn(process.execPath, [join(root, "src/main.ts"), "demo"], {
  cwd: directory,
  stdio: ["ignore", "pipe", "inherit"],
});
let said = "";
demo.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
try {
  await until(
    async () => said,
    (text) => text.includes("Ctrl-C"),
    "the demo",
    60_000,
  );
  const { tracking_url: trackingUrl } = JSON.parse(await readFile(join(directory, ".posthorn/demo.json"), "utf8")) as {
    tracking_url: string;
  };
  await mkdir(images, { recursive: true });
  const browser = await launchChromium();
  const page = await browser.newPage({
    viewport: { width: 390, height: 760 },
    deviceScaleFactor: 1.5,
    reducedMotion: "reduce",
  });
  await page.goto(trackingUrl);
  // The moment that everyone waits for, and the one in which somebody has to go somewhere.
  await page.getByRole("heading", { name: /Ready at/ }).waitFor({ timeout: 120_000 });
  await page.screenshot({ path: join(images, "order.png") });
  await page.locator("a.card").first().click();
  await page.getByRole("heading", { name: /Ready at/ }).waitFor();
  await page.screenshot({ path: join(images, "parcel.png") });
  await browser.close();
} finally {
  demo.kill("SIGINT");
  await once(demo, "exit");
  await rm(directory, { recursive: true, force: true });
}
