/** Parcels of one order with the same news within a short time make one message. */
import { isOverBudget, isOverCap } from "./budget.ts";
import { type Kind, kindOf, rowOf } from "./catalogue.ts";
import { type Fact, factsOf, idOfMessage, objection } from "./facts.ts";
import { type DecideInput, type ParcelFacts, type PastDecision, type Recipient, wasTold } from "./parcel-log.ts";
import type { Reason } from "./reasons.ts";

/** Null: send now. */
export function gathering(
  { now, past, siblings, preferences, mergeWindowMs }: DecideInput,
  { kind, transition }: Fact,
  recipient: Recipient,
): { readonly reason: Reason; readonly until: Date } | null {
  const others = siblings.filter(({ id }) => !preferences.muted.has(id));
  const toldMs = past
    .filter((p) => p.decision === "send" && !p.failed && isOf(p, kind, recipient))
    .filter((p) => others.some(({ id }) => id === p.parcelId))
    .map((p) => p.decidedAt.getTime());
  const quietEndMs = Math.max(0, ...toldMs) + mergeWindowMs;
  if (quietEndMs > now.getTime()) return { reason: "just_told", until: new Date(quietEndMs) };
  const windowEndMs = (transition?.recordedAt.getTime() ?? 0) + mergeWindowMs;
  const isAboutTo = (sibling: ParcelFacts): boolean =>
    sibling.tracked &&
    sibling.direction === "outbound" &&
    (kind === "shipped" ? ["pending", "info_received"] : ["out_for_delivery"]).includes(sibling.status);
  return windowEndMs > now.getTime() && others.some(isAboutTo)
    ? { reason: "gathering_parcels", until: new Date(windowEndMs) }
    : null;
}

const isOf = (p: PastDecision, kind: Kind, recipient: Recipient): boolean =>
  p.kind === kind && p.channel === recipient.channel && p.recipient === recipient.id;

/**
 * The order's other parcels with the same news, which this recipient has not had: the message speaks of them, too. They are kept
 * under the cause that the message is about, so that it speaks of the same parcels whenever it is sent again.
 */
export function companions(
  input: DecideInput,
  { kind, causeId }: Fact,
  isRepeat: boolean,
  recipient: Recipient,
): readonly { readonly id: string; readonly parcelId: string }[] {
  const { past, siblings, preferences, now } = input;
  if (!rowOf(kind).merges) return [];
  return siblings.flatMap((sibling) => {
    const last = sibling.transitions.at(-1);
    const [fact] = last === undefined ? [] : factsOf({ ...input, parcel: sibling, causeId: last.id });
    if (fact === undefined || fact.kind !== kind || kindOf(sibling, sibling.direction) !== kind) return [];
    const id = idOfMessage(sibling, fact, recipient);
    const before = past.find((p) => p.id === id);
    const isKept = before?.decision === "merge" && before.causeId === causeId;
    const isFresh =
      !isRepeat &&
      !preferences.muted.has(sibling.id) &&
      objection(fact, { ...input, parcel: sibling }, now) === null &&
      !isOverCap(past, sibling.id, recipient.channel) &&
      !isOverBudget(past, sibling.id, fact) &&
      !(before && (before.sent || before.failed || wasTold(before)));
    return isKept || isFresh ? [{ id, parcelId: sibling.id }] : [];
  });
}
