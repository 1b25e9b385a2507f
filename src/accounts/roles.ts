/** What somebody may do in a shop: a role is a set of the scopes that API keys have, so that both are checked in one place. */
import type { Scope } from "#platform/merchant-api.ts";

export const roles = ["owner", "developer", "support", "viewer"] as const;
export type Role = (typeof roles)[number];

const scopesOf: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ["shipments:write", "read", "webhooks", "admin"],
  developer: ["shipments:write", "read", "webhooks", "admin"],
  support: ["shipments:write", "read"],
  viewer: ["read"],
};

export const roleWords: Readonly<Record<Role, string>> = {
  owner: "everything, and who else may come in",
  developer: "keys, webhooks, carriers, looks and the integration check",
  support: "shipments: correct them, write notes, answer tickets",
  viewer: "reads",
};

export const mayByRole = (role: Role, scope: Scope): boolean => scopesOf[role].includes(scope);
export const scopesOfRole = (role: Role): readonly Scope[] => scopesOf[role];
export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);
