/** InPost's ShipX: public tracking without a key (public ShipX documentation, statuses with their Polish titles). */
import type { Contract, Sayings, World } from "#simulator/contract.ts";
import { type Answer, type Call, decoded, json } from "#simulator/http.ts";
import { numbersLike } from "#simulator/numbers.ts";
import type { Play, Scan } from "#simulator/play.ts";
import { jsonMessage, type Message, type News } from "#simulator/push.ts";
import { offsetOf, wallTime } from "#simulator/times.ts";

export const inpost: Contract = {
  carrier: "inpost",
  title: "InPost",
  // InPost publishes no limit: these are our own caution.
  limits: { windows: [{ calls: 2, seconds: 1 }], concurrent: 2, numbersPerCall: 1 },
  credential: {},
  numbers: numbersLike({ form: "6pppnnnnnnnnnnnnnnnnnnnn", cities: ["warsaw"] }),
  refusals: {
    throttled: failure(429, "too_many_requests", "Too many requests."),
    down: failure(503, "service_unavailable", "Service unavailable."),
    unauthorized: failure(401, "token_invalid", "Token is missing or invalid."),
  },
  // No customs within Poland.
  omits: ["customs"],
  open: (world) => ({
    answer: (call) => answer(call, world),
    // The webhook of an organisation. How often InPost repeats is published nowhere.
    pushes: { numbers: "asked", repeats: [5, 30], message: messageOf },
  }),
};

function answer({ method, path }: Call, world: World): Answer {
  const number = decoded(/^\/v1\/tracking\/([^/]+)$/.exec(path)?.[1] ?? "");
  if (number === "" || method !== "GET") return failure(404, "routing_error", "No such resource.");
  const play = world.ask(number);
  if (play?.knowledge === "invalid")
    return failure(400, "validation_failed", "There are some validation errors.", { tracking_number: ["invalid"] });
  if (play === undefined || play.knowledge === "unknown")
    return failure(404, "resource_not_found", "Resource not found.");
  return json(200, tracking(play));
}

function failure(status: number, error: string, message: string, details: object = {}): Answer {
  return json(status, { status, error, message, details });
}

function tracking(play: Play): object {
  // A box has a number of its own: of a shipment of two this is the first.
  const scans = play.scans.filter(({ step }) => step.piece !== 1);
  const isLocker = play.journey.steps.some(({ what }) => what === "onItsWayToPickupPoint");
  const service = isLocker ? "inpost_locker_standard" : "inpost_courier_standard";
  const last = scans.at(-1);
  return {
    tracking_number: play.parcel.number,
    service,
    type: service,
    status: last === undefined ? "created" : said[last.step.what],
    custom_attributes: isLocker ? { size: "small", ...lockerOf(play) } : { size: null, target_machine_id: null },
    tracking_details: scans.flatMap(detailsOf).reverse(),
    expected_flow: [],
    created_at: timestamp(play.parcel.startedMs, play.destination.zone),
    updated_at: timestamp(last?.atMs ?? play.parcel.startedMs, play.destination.zone),
  };
}

const lockerOf = ({ destination }: Play): object => ({
  target_machine_id: "WAW01A",
  target_machine_detail: {
    name: "WAW01A",
    opening_hours: "24/7",
    location_description: "Przy sklepie",
    location: { latitude: 52.2297, longitude: 21.0122 },
    address: { line1: "ul. Przykładowa 1", line2: `${destination.postalCode} ${destination.city}` },
    type: ["parcel_locker"],
  },
  end_of_week_collection: false,
});

function detailsOf({ step, atMs, place }: Scan): readonly object[] {
  const detail = {
    status: said[step.what],
    origin_status: said[step.what].slice(0, 3).toUpperCase(),
    agency: step.what === "announced" ? null : place.city.slice(0, 3).toUpperCase(),
    location: step.what === "announced" ? null : place.city,
    datetime: timestamp(atMs, place.zone),
  };
  return step.twice === true ? [detail, detail] : [detail];
}

/** Nothing is signed. The form of event_ts is from memory. */
function messageOf({ play, scan: { step, atMs, place } }: News): Message {
  return jsonMessage({
    event_ts: `${wallTime(atMs, place.zone).replace("T", " ")} ${offsetOf(atMs, place.zone).replace(":", "")}`,
    event: "shipment_status_changed",
    organization_id: 1,
    payload: { shipment_id: 49, status: said[step.what], tracking_number: play.parcel.number },
  });
}

const timestamp = (ms: number, zone: string): string => `${wallTime(ms, zone)}.000${offsetOf(ms, zone)}`;

const said: Sayings<string> = {
  announced: "confirmed",
  accepted: "taken_by_courier",
  departed: "sent_from_source_branch",
  arrived: "adopted_at_sorting_center",
  atDepot: "adopted_at_target_branch",
  outForDelivery: "out_for_delivery_to_address",
  delivered: "delivered",
  deliveredToNeighbour: "delivered",
  leftAtSafePlace: "delivered",
  putInMailbox: "delivered",
  nobodyHome: "pickup_reminder_sent_address",
  toPickupPoint: "redirect_to_box",
  onItsWayToPickupPoint: "out_for_delivery",
  readyAtPickupPoint: "ready_to_pickup",
  collected: "delivered",
  leftCountry: "sent_from_sorting_center",
  enteredCountry: "adopted_at_sorting_center",
  inCustoms: "other",
  customsWantsPapers: "other",
  clearedCustoms: "other",
  delayed: "delay_in_delivery",
  movingAgain: "sent_from_sorting_center",
  refused: "rejected_by_receiver",
  goingBack: "avizo",
  backAtHub: "adopted_at_sorting_center",
  backAtSender: "returned_to_sender",
  searched: "claimed",
  lost: "missing",
  damaged: "claimed",
  dayChosen: "readdressed",
};
