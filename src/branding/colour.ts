/** A shop's colour, made readable: the nearest shade that contrasts with our light and dark pages. Pure. */

/** `#rrggbb`, lower case. */
export type Colour = `#${string}`;

export interface Accent {
  readonly accent: Colour;
  /** Text on the accent. */
  readonly ink: Colour;
}

export interface Accents {
  readonly light: Accent;
  readonly dark: Accent;
}

/** The greyest backgrounds that links and buttons stand on, by day and by night. */
const backgrounds = { light: "#f1eee9", dark: "#2a2825" } as const;
/** WCAG 2.2 wants 4.5 for text; a little more leaves room for rounding. */
const enough = 4.6;
const [black, white] = ["#000000", "#ffffff"] as const;

/** The colour as `#rrggbb`; null where it is none. `#abc` and upper case are fine. */
export function parseColour(text: string): Colour | null {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (hex === undefined) return null;
  return hex.length === 6 ? `#${hex}` : `#${[...hex].map((digit) => digit + digit).join("")}`;
}

/** What is shown of a colour: itself where it can be read, else the nearest darker (by day) or lighter (by night) shade. */
export function accentsOf(colour: Colour): Accents {
  const shade = (background: Colour, towards: Colour, inks: readonly [Colour, Colour]): Accent => {
    let accent = colour;
    for (let step = 0; contrast(accent, background) < enough && step < 100; step += 1)
      accent = mixed(colour, towards, (step + 1) / 100);
    const [first, second] = inks;
    return { accent, ink: contrast(accent, first) >= contrast(accent, second) ? first : second };
  };
  return {
    light: shade(backgrounds.light, black, [white, black]),
    dark: shade(backgrounds.dark, white, [black, white]),
  };
}

/** From 1 (the same) to 21 (black on white): WCAG 2.2, "contrast ratio". */
export function contrast(one: Colour, other: Colour): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

const channels = (colour: Colour): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param share 0: the one, 1: the other. */
function mixed(one: Colour, other: Colour, share: number): Colour {
  const to = channels(other);
  const hex = channels(one).map((value, at) =>
    Math.round(value + ((to[at] ?? value) - value) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${hex.join("")}`;
}
