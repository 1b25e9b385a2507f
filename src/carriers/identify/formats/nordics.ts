/** PostNord and Bring. Sources: carrier API sheets "PostNord" and "Bring". International numbers are in posts.ts. */
import * as check from "#carriers/identify/check-digits.ts";
import type { NumberFormat } from "./format.ts";

export const nordics: readonly NumberFormat[] = [
  {
    name: "PostNord",
    carriers: ["postnord", "danmark-post", "sweden-posten"],
    lengths: [18, 20],
    pattern: /^(?:00)?373\d{15}$/,
    isRight: check.gs1,
    strength: 8,
    usedIn: ["DK", "SE", "NO", "FI"],
    valid: ["00373500489530000009", "373500489530000009"],
    invalid: ["00373500489530000000"],
  },
  {
    name: "Bring",
    carriers: ["bring", "posten-norge"],
    lengths: [17, 18, 19, 20],
    pattern: /^(?:00)?[37]70\d{14,15}$/,
    strength: 8,
    usedIn: ["NO", "SE", "DK", "FI"],
    valid: ["37070123456789012"],
    invalid: ["370"],
  },
];
