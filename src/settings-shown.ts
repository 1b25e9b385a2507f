/** What a process runs with, as its operator reads it in the portal: what is on, and what is missing. No secrets. */
import type { AppOptions } from "#app.ts";

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly advice: string | null;
}

export function settingsShown(options: AppOptions): readonly Shown[] {
  const carriers = Object.keys(options.carriers);
  const isPlain = options.publicBaseUrl.startsWith("http:");
  const shown = (name: string, value: string, advice: string | null = null): Shown => ({ name, value, advice });
  return [
    shown("Address", options.publicBaseUrl, isPlain ? "Plain http: put TLS in front (POSTHORN_PUBLIC_URL)." : null),
    shown("This process", options.roles.join(" and ")),
    shown("Trusted proxies", options.trustedProxies.join(", ") || "none"),
    shown("Mail from", options.mailFrom),
    shown("SMS", options.twilio ? "by Twilio" : "none are sent"),
    shown("Push services", options.pushHosts.join(", ")),
    shown("Templates of merchants", options.templates ?? "none: all mails are ours"),
    shown(
      "Carriers of the installation",
      carriers.join(", ") || "none by the environment; entered ones stand beside them",
      carriers.length === 0 ? "posthorn carriers list" : null,
    ),
    shown(
      "Master keys",
      String(options.masterKeys.length),
      options.masterKeys.length === 0 ? "Without one nothing can be sealed: POSTHORN_MASTER_KEY." : null,
    ),
    shown(
      "Durability",
      options.allowUnsafeDurability ? "not looked at" : "safe, checked at the start",
      options.allowUnsafeDurability ? "Start without --allow-unsafe-durability." : null,
    ),
    shown("Location header", options.locationForm),
    shown("Quiet hours", options.quietHours ? "kept" : "not kept: this is a demo"),
  ];
}
