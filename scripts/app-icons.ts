/** The icons of the app, drawn once as `src/shopper/icons/horn.svg`, as the PNG files that phones ask for: `node scripts/app-icons.ts`. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchChromium } from "#test/browser/chromium.ts";

const folder = join(import.meta.dirname, "../src/shopper/icons");
const horn = (await readFile(join(folder, "horn.svg"), "utf8")).trim();
const square = horn.replace(' rx="112"', "");
/** Phones cut a maskable icon to a circle, a square or a drop: what matters stays within the inner 80 %. */
const withRoom = square
  .replace('viewBox="0 0 512 512"', 'viewBox="-40 -40 592 592"')
  .replace('<rect width="512" height="512"', '<rect x="-40" y="-40" width="592" height="592"');
/** Of a badge Android takes the shape only. */
const shape = square.replace(/<rect[^>]*>/, "").replaceAll("#f6d58c", "#fff");

const icons = [
  { name: "icon-192", size: 192, svg: horn },
  { name: "icon-512", size: 512, svg: horn },
  { name: "maskable-512", size: 512, svg: withRoom },
  { name: "apple-180", size: 180, svg: withRoom },
  { name: "badge-96", size: 96, svg: shape },
];

const browser = await launchChromium();
for (const { name, size, svg } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block}</style>${svg.replace("<svg ", `<svg width="${size}" height="${size}" `)}`,
  );
  await writeFile(join(folder, `${name}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
