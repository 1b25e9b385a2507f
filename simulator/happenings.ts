/** What can happen to a parcel, in the codes and words of each carrier. Journeys are made of these. */

export type DhlCoarse = "pre-transit" | "transit" | "delivered" | "failure";
export interface UpsSaid {
  readonly type: "M" | "I" | "X" | "D";
  readonly code: string;
  readonly statusCode: string;
  readonly text: string;
}

/** One happening. Sources of the codes: DHL "Shipment Tracking – Unified" status list; UPS "Tracking – appendix". */
export interface Happening {
  readonly dhl: {
    readonly statusCode: DhlCoarse;
    /** Code and sentence of Parcel Germany. */
    readonly parcelDe: readonly [code: string, text: string];
    /** Code and sentence of Express. */
    readonly express: readonly [code: string, text: string];
    readonly nextSteps?: string;
  };
  readonly ups: UpsSaid;
}

const ups = (type: UpsSaid["type"], code: string, statusCode: string, text: string): UpsSaid => ({
  type,
  code,
  statusCode,
  text,
});

export const happenings = {
  announced: {
    dhl: {
      statusCode: "pre-transit",
      parcelDe: ["VA", "The instruction data for this shipment have been provided by the sender to DHL electronically"],
      express: ["DUMMY_PU", "Shipment information received"],
    },
    ups: ups("M", "MP", "003", "Shipper created a label, UPS has not received the package yet. "),
  },
  accepted: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["AE", "The shipment has been picked up"],
      express: ["PU", "Shipment picked up"],
    },
    ups: ups("I", "OR", "038", "Origin Scan"),
  },
  departed: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["AA", "The shipment has been processed in the parcel center of origin"],
      express: ["DF", "Departed facility"],
    },
    ups: ups("I", "DP", "005", "Departed from Facility"),
  },
  arrived: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["EE", "The shipment has been processed in the destination parcel center"],
      express: ["AF", "Arrived at sort facility"],
    },
    ups: ups("I", "AR", "005", "Arrived at Facility"),
  },
  atDepot: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["PO", "The shipment has arrived at the delivery base"],
      express: ["AR", "Arrived at delivery facility"],
    },
    ups: ups("I", "DS", "071", "Destination Scan"),
  },
  outForDelivery: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["PO", "The shipment has been loaded onto the delivery vehicle"],
      express: ["WC", "Shipment is out with courier for delivery"],
    },
    ups: ups("I", "OT", "021", "Out For Delivery Today"),
  },
  delivered: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The shipment has been successfully delivered"],
      express: ["OK", "Delivered"],
    },
    ups: ups("D", "M7", "011", "DELIVERED "),
  },
  deliveredToNeighbour: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The shipment has been delivered to a neighbour"],
      express: ["OK", "Delivered to a neighbour"],
    },
    ups: ups("D", "3H", "011", "DELIVERED "),
  },
  leftAtSafePlace: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The shipment has been left at the agreed drop-off point"],
      express: ["OK", "Delivered, left at the agreed place"],
    },
    ups: ups("D", "MQ", "011", "DELIVERED "),
  },
  putInMailbox: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The shipment has been delivered to the letterbox"],
      express: ["OK", "Delivered to the letterbox"],
    },
    ups: ups("D", "MU", "011", "DELIVERED "),
  },
  nobodyHome: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["ZN", "The recipient was not at home. A second delivery attempt will be made on the next working day"],
      express: ["NH", "Delivery attempted; recipient not home"],
    },
    ups: ups(
      "X",
      "48",
      "022",
      "The receiver was not available for delivery. We'll make a second attempt the next business day.",
    ),
  },
  toPickupPoint: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["NB", "The shipment is being brought to a retail outlet"],
      express: ["FD", "Forwarded to a service point"],
    },
    ups: ups(
      "X",
      "2X",
      "057",
      "We were unable to deliver your package. It's on the way to a secure UPS Access Point™ location for pick up.",
    ),
  },
  onItsWayToPickupPoint: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["NB", "The shipment is being brought to the chosen retail outlet"],
      express: ["FD", "Forwarded to a service point"],
    },
    ups: ups("I", "YI", "057", "Out For Delivery to UPS Access Point™"),
  },
  readyAtPickupPoint: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["ZF", "The shipment is ready to be picked up at the retail outlet"],
      express: ["CC", "Awaiting collection by the recipient"],
    },
    ups: ups("D", "2Q", "161", "Delivered To UPS Access Point™"),
  },
  collected: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The recipient has picked up the shipment from the retail outlet"],
      express: ["OK", "Collected by the recipient"],
    },
    ups: ups("D", "2W", "011", "Package Picked Up At UPS Access Point "),
  },
  leftCountry: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["AA", "The shipment has left the country of origin"],
      express: ["DF", "Departed facility"],
    },
    ups: ups("I", "EP", "005", "Export Scan"),
  },
  enteredCountry: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["EE", "The shipment has arrived in the destination country"],
      express: ["AF", "Arrived at gateway"],
    },
    ups: ups("I", "IP", "005", "Import Scan"),
  },
  inCustoms: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["ZO", "The shipment has been presented to customs"],
      express: ["IC", "Clearance processing started"],
    },
    ups: ups(
      "X",
      "4C",
      "012",
      "UPS is preparing your package for clearance. We will notify you if additional information is needed.",
    ),
  },
  customsWantsPapers: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["BV", "Customs needs further documents for this shipment"],
      express: ["CD", "Clearance delay: further information is needed"],
      nextSteps: "Please send the invoice for the goods, so that clearance can continue.",
    },
    ups: ups(
      "X",
      "2B",
      "058",
      "UPS initiated contact with receiver or importer for clearance information. Once received, UPS will submit for clearance.",
    ),
  },
  clearedCustoms: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["NB", "Customs clearance is complete"],
      express: ["CR", "Clearance completed"],
    },
    ups: ups("X", "DA", "014", "Released By Clear Agency. Now In-Transit"),
  },
  delayed: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["BV", "The shipment is delayed; delivery is planned for a later time"],
      express: ["MD", "Missed delivery cycle; delivery is planned for a later time"],
    },
    ups: ups("X", "8L", "048", "Due to operating conditions, the delivery date will be rescheduled."),
  },
  movingAgain: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["NB", "The shipment is on its way again"],
      express: ["PL", "Processed at location"],
    },
    ups: ups("I", "AR", "005", "Arrived at Facility"),
  },
  refused: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["ZN", "The recipient refused to accept the shipment"],
      express: ["RD", "Recipient refused delivery"],
    },
    ups: ups("X", "KT", "064", "The receiver refused the delivery."),
  },
  goingBack: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["NB", "The shipment is being returned to the sender"],
      express: ["PL", "Processed for return to the shipper"],
    },
    ups: ups("X", "UF", "035", "We're in the process of returning this package to the sender."),
  },
  backAtHub: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["EE", "The return has been processed in the parcel center"],
      express: ["AF", "Arrived at sort facility"],
    },
    ups: ups("I", "AR", "036", "Arrived at Facility"),
  },
  backAtSender: {
    dhl: {
      statusCode: "delivered",
      parcelDe: ["ZU", "The shipment has been returned to the sender"],
      express: ["RT", "Returned to shipper"],
    },
    ups: ups("D", "B0", "034", "Package Delivered To Original Sender "),
  },
  searched: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["BV", "The whereabouts of the shipment are being investigated"],
      express: ["TI", "Trace initiated"],
    },
    ups: ups("X", "UP", "129", "We're attempting to verify the package location."),
  },
  lost: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["BV", "The shipment could not be found; please contact the sender"],
      express: ["CS", "Shipment closed; please contact the shipper"],
    },
    ups: ups("X", "AJ", "013", "Merchandise is missing. UPS will notify the sender with additional details."),
  },
  damaged: {
    dhl: {
      statusCode: "failure",
      parcelDe: ["BV", "The shipment was damaged on its way and is being repacked"],
      express: ["DM", "Shipment damaged"],
    },
    ups: ups("X", "HR", "059", "The package was damaged in transit. We will notify the sender with details."),
  },
  dayChosen: {
    dhl: {
      statusCode: "transit",
      parcelDe: ["DD", "The recipient has chosen delivery instructions"],
      express: ["SC", "Service changed"],
    },
    ups: ups("X", "6G", "082", "Modification of the receiver's address"),
  },
} as const satisfies Readonly<Record<string, Happening>>;

export type HappeningName = keyof typeof happenings;
