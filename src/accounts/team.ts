/** Who may come into which shop: let in, given another role, let out. There is always an owner left. */
import type { Clock } from "#platform/clock.ts";
import type { Database, Tx } from "#platform/database.ts";
import { newId } from "#platform/ids.ts";
import { recordDeed } from "./audit.ts";
import type { Role } from "./roles.ts";
import * as store from "./store.ts";

export interface TeamDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** @param who lets them in: an address, or a command */
export function letIn(
  { database, clock }: TeamDeps,
  who: string,
  given: {
    readonly email: string;
    readonly isOperator: boolean;
    readonly shop: { merchantId: string; role: Role } | null;
  },
): Promise<string> {
  const now = clock.now();
  return database.forSystem("somebody is let in", async (tx) => {
    const personId = await store.insertPerson(tx, { ...given, id: newId(), now });
    const details = { email: given.email, role: given.shop?.role ?? "operator" };
    if (given.isOperator)
      await recordDeed(tx, { merchantId: null, who, what: "person_added", subject: personId, details }, now);
    if (given.shop === null) return personId;
    const { merchantId, role } = given.shop;
    await store.setRole(tx, merchantId, personId, role, now);
    await recordDeed(tx, { merchantId, who, what: "person_added", subject: personId, details }, now);
    return personId;
  });
}

export type TeamChange = "done" | "last_owner" | "nobody";

export function giveRole(
  deps: TeamDeps,
  who: string,
  { merchantId, personId, role }: { readonly merchantId: string; readonly personId: string; readonly role: Role },
): Promise<TeamChange> {
  return change(deps, merchantId, personId, role === "owner", async (tx, now, { role: before }) => {
    await store.setRole(tx, merchantId, personId, role, now);
    const details = { from: before, to: role };
    await recordDeed(tx, { merchantId, who, what: "role_changed", subject: personId, details }, now);
  });
}

export function letOut(
  deps: TeamDeps,
  who: string,
  { merchantId, personId }: { readonly merchantId: string; readonly personId: string },
): Promise<TeamChange> {
  return change(deps, merchantId, personId, false, async (tx, now, { email }) => {
    await store.removeMember(tx, merchantId, personId);
    await recordDeed(tx, { merchantId, who, what: "person_removed", subject: personId, details: { email } }, now);
  });
}

function change(
  { database, clock }: TeamDeps,
  merchantId: string,
  personId: string,
  staysOwner: boolean,
  make: (tx: Tx, now: Date, member: store.Member) => Promise<void>,
): Promise<TeamChange> {
  const now = clock.now();
  return database.forMerchants([merchantId], async (tx) => {
    const others = await store.ownersBeside(tx, merchantId, personId);
    const member = (await store.membersOf(tx, merchantId)).find((one) => one.personId === personId);
    if (member === undefined) return "nobody";
    if (member.role === "owner" && !staysOwner && others === 0) return "last_owner";
    await make(tx, now, member);
    return "done";
  });
}
