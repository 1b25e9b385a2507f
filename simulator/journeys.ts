/** What can happen to a parcel: scripted journeys, in minutes of the parcel's life. Codes are those of the carriers' own tables. */

export interface Place {
  readonly city: string;
  readonly country: string;
  readonly state?: string;
  readonly postalCode?: string;
}

/** One scan. `dhl`: code of Parcel DE and its status code. `ups`: type and code. */
export interface Step {
  readonly afterMinutes: number;
  readonly dhl: readonly [code: string, statusCode: "pre-transit" | "transit" | "delivered" | "failure", text: string];
  readonly ups: readonly [type: "D" | "I" | "M" | "X", code: string, text: string];
  readonly at: "seller" | "origin" | "hub" | "destination" | "door" | "point" | "customs";
  /** Whether this scan is reported late: the carrier tells it only so many minutes afterwards. */
  readonly reportedLaterBy?: number;
  readonly signedBy?: string;
  readonly piece?: 1 | 2;
}

export interface Journey {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The carrier expects delivery at this minute; a step `newEstimate` moves it. */
  readonly expectedMinutes?: number;
  readonly expectedLater?: { readonly fromMinute: number; readonly minutes: number };
  readonly returns?: boolean;
  readonly pieces?: 2;
  readonly keepDays?: number;
  /** The carrier does not know the number before this minute; Infinity: never. */
  readonly unknownUntil?: number;
  readonly invalid?: boolean;
}

const h = 60;
const announced: Step = {
  afterMinutes: 0,
  dhl: [
    "VA",
    "pre-transit",
    "The instruction data for this shipment have been provided by the sender to DHL electronically",
  ],
  ups: ["M", "MP", "Shipper created a label, UPS has not received the package yet."],
  at: "seller",
};
const accepted: Step = {
  afterMinutes: 6 * h,
  dhl: ["AE", "transit", "The shipment has been picked up"],
  ups: ["I", "OR", "Origin Scan"],
  at: "origin",
};
const sorted: Step = {
  afterMinutes: 12 * h,
  dhl: ["AA", "transit", "The shipment has been processed in the parcel center of origin"],
  ups: ["I", "DP", "Departed from Facility"],
  at: "origin",
};
const arrived: Step = {
  afterMinutes: 24 * h,
  dhl: ["EE", "transit", "The shipment has been processed in the destination parcel center"],
  ups: ["I", "AR", "Arrived at Facility"],
  at: "destination",
};
const onVehicle: Step = {
  afterMinutes: 30 * h,
  dhl: ["PO", "transit", "The shipment has been loaded onto the delivery vehicle"],
  ups: ["I", "OT", "Out For Delivery Today"],
  at: "destination",
};
const delivered: Step = {
  afterMinutes: 36 * h,
  dhl: ["ZU", "delivered", "The shipment has been successfully delivered"],
  ups: ["D", "FS", "DELIVERED"],
  at: "door",
};
const start = [announced, accepted, sorted, arrived] as const;
const later = (step: Step, afterMinutes: number, more: Partial<Step> = {}): Step => ({
  ...step,
  afterMinutes,
  ...more,
});
const nobody = (afterMinutes: number): Step => ({
  afterMinutes,
  dhl: ["ZN", "failure", "The shipment could not be delivered: the recipient was not at home"],
  ups: ["X", "48", "The receiver was not available for delivery. We'll make a second attempt."],
  at: "door",
});
const atPoint = (afterMinutes: number): Step => ({
  afterMinutes,
  dhl: ["ZF", "transit", "The shipment is ready for pick-up"],
  ups: ["D", "2Q", "Delivered To UPS Access Point"],
  at: "point",
});
const collected = (afterMinutes: number): Step => ({
  afterMinutes,
  dhl: ["ZU", "delivered", "The recipient has picked up the shipment"],
  ups: ["D", "2W", "Package Picked Up At UPS Access Point"],
  at: "point",
});

export const journeys = {
  normal: {
    title: "Normal: picked up, sorted, delivered",
    steps: [...start, onVehicle, delivered],
    expectedMinutes: 36 * h,
  },
  safe_place: {
    title: "Delivered to a safe place",
    steps: [...start, onVehicle, later(delivered, 35 * h, { ups: ["D", "ML", "DELIVERED, Front Door"] })],
    expectedMinutes: 36 * h,
  },
  pickup_point: {
    title: "To a pick-up point, collected later",
    steps: [...start, onVehicle, atPoint(37 * h), collected(84 * h)],
    expectedMinutes: 36 * h,
    keepDays: 7,
  },
  failed_attempt: {
    title: "Nobody home, delivered on the second attempt",
    steps: [...start, onVehicle, nobody(35 * h), later(onVehicle, 54 * h), later(delivered, 59 * h)],
    expectedMinutes: 36 * h,
  },
  failed_then_pickup: {
    title: "Nobody home, then to a pick-up point",
    steps: [...start, onVehicle, nobody(35 * h), atPoint(42 * h), collected(90 * h)],
    expectedMinutes: 36 * h,
    keepDays: 7,
  },
  customs: {
    title: "Customs: papers are missing, then released",
    steps: [
      announced,
      accepted,
      {
        afterMinutes: 20 * h,
        dhl: ["ZO", "transit", "The shipment is in customs clearance"],
        ups: ["X", "29", "UPS initiated contact with receiver or importer for clearance information."],
        at: "customs",
      },
      {
        afterMinutes: 44 * h,
        dhl: ["EE", "transit", "The shipment has left customs clearance and was processed in the parcel center"],
        ups: ["X", "DA", "Released by clearing agency. Now in transit"],
        at: "customs",
      },
      later(onVehicle, 54 * h),
      later(delivered, 60 * h),
    ],
    expectedMinutes: 60 * h,
  },
  delayed: {
    title: "Delayed by weather, with a new date",
    steps: [
      ...start,
      {
        afterMinutes: 28 * h,
        dhl: ["BV", "transit", "The shipment is delayed"],
        ups: ["X", "2A", "Recent weather has caused delivery delays."],
        at: "destination",
      },
      later(onVehicle, 54 * h),
      later(delivered, 60 * h),
    ],
    expectedMinutes: 36 * h,
    expectedLater: { fromMinute: 28 * h, minutes: 60 * h },
  },
  returned: {
    title: "Refused, back to the sender",
    steps: [
      ...start,
      onVehicle,
      {
        afterMinutes: 35 * h,
        dhl: ["ZN", "failure", "The recipient refused the shipment; it is returned to the sender"],
        ups: ["X", "AM", "The receiver has canceled the product order and refused delivery."],
        at: "door",
      },
      {
        afterMinutes: 40 * h,
        dhl: ["AA", "transit", "The shipment is on its way back to the sender"],
        ups: ["X", "4R", "The package is being returned to the sender."],
        at: "destination",
      },
      {
        afterMinutes: 72 * h,
        dhl: ["ZU", "delivered", "The shipment has been delivered to the original sender"],
        ups: ["D", "B0", "Package Delivered To Original Sender"],
        at: "seller",
      },
    ],
    expectedMinutes: 36 * h,
    returns: true,
  },
  lost: {
    title: "Cannot be found",
    steps: [
      ...start,
      {
        afterMinutes: 60 * h,
        dhl: ["BV", "failure", "The shipment cannot be located; an investigation has been started"],
        ups: ["X", "F8", "We're attempting to verify the package location."],
        at: "destination",
      },
    ],
    expectedMinutes: 36 * h,
  },
  damaged: {
    title: "Damaged on the way",
    steps: [
      ...start,
      {
        afterMinutes: 30 * h,
        dhl: ["BV", "failure", "The shipment was damaged and is being inspected"],
        ups: ["X", "45", "Your package was damaged in transit. We will notify the sender with details."],
        at: "destination",
      },
    ],
    expectedMinutes: 36 * h,
  },
  two_pieces: {
    title: "Two boxes, the second a day later",
    pieces: 2,
    steps: [
      announced,
      later(accepted, 6 * h, { piece: 1 }),
      later(accepted, 6 * h + 5, { piece: 2 }),
      later(onVehicle, 30 * h, { piece: 1 }),
      later(delivered, 36 * h, { piece: 1 }),
      later(onVehicle, 54 * h, { piece: 2 }),
      later(delivered, 60 * h, { piece: 2 }),
    ],
    expectedMinutes: 60 * h,
  },
  late_scans: {
    title: "Late and repeated scans",
    steps: [
      announced,
      accepted,
      accepted,
      later(sorted, 12 * h, { reportedLaterBy: 30 * h }),
      arrived,
      arrived,
      onVehicle,
      delivered,
    ],
    expectedMinutes: 36 * h,
  },
  slow_start: {
    title: "Not known for a day, then normal",
    steps: [...start, onVehicle, delivered].map((step) => later(step, step.afterMinutes + 24 * h)),
    expectedMinutes: 60 * h,
    unknownUntil: 24 * h,
  },
  stays_unknown: { title: "Never known to the carrier", steps: [], unknownUntil: Number.POSITIVE_INFINITY },
  invalid: { title: "Not one of the carrier's numbers", steps: [], invalid: true },
  neighbour: {
    title: "Handed to a neighbour",
    steps: [
      ...start,
      onVehicle,
      later(delivered, 36 * h, {
        dhl: ["ZU", "delivered", "The shipment has been delivered to a neighbor"],
        ups: ["D", "3H", "Neighbor - By Request"],
        signedBy: "WEBER",
      }),
    ],
    expectedMinutes: 36 * h,
  },
} as const satisfies Record<string, Journey>;

export type JourneyName = keyof typeof journeys;
export const journeyNames = Object.keys(journeys) as JourneyName[]; // the keys of the object above
export const journeyOf = (name: JourneyName): Journey => journeys[name];

/** Length of the scripted part, in the parcel's minutes. */
export const lengthOf = (journey: Journey): number => journey.steps.at(-1)?.afterMinutes ?? 48 * h;
