/** The push message of UPS Track Alert: one event of one package. A hint; what counts is read again by Track. */
import { z } from "zod";
import type { ScanOutcome } from "#carriers/carrier.ts";
import { object, text } from "#carriers/lenient.ts";
import { compactDate } from "#carriers/time.ts";
import { lookupsOf, placeOf, timeOf } from "./track.ts";

const Message = z.object({
  trackingNumber: z.string().min(1),
  localActivityDate: text,
  localActivityTime: text,
  gmtActivityDate: text,
  gmtActivityTime: text,
  gmtOffset: text,
  activityLocation: object({ city: text, stateProvince: text, postalCode: text, country: text }),
  activityStatus: z.object({ type: text, code: text, description: text, descriptionCode: text }),
  scheduledDeliveryDate: text,
  actualDeliveryDate: text,
  receivedBy: text,
  alternateTrackingNumber: text,
});

export const trackAlertAnswer = Message.transform((message) => ({ shape: "alert" as const, message }));

export function trackAlertScans(message: z.output<typeof Message>): readonly ScanOutcome[] {
  const { type, code, descriptionCode, description } = message.activityStatus;
  const location = message.activityLocation;
  const promised = message.actualDeliveryDate === undefined ? compactDate(message.scheduledDeliveryDate) : undefined;
  return [
    {
      kind: "scans",
      number: message.trackingNumber,
      scans: [
        {
          time: timeOf({
            date: message.localActivityDate,
            time: message.localActivityTime,
            gmtDate: message.gmtActivityDate,
            gmtTime: message.gmtActivityTime,
            gmtOffset: message.gmtOffset,
          }),
          lookups: lookupsOf({ type, code, statusCode: descriptionCode }),
          rawCode: code ?? descriptionCode ?? type ?? "",
          ...(type === undefined
            ? {}
            : { rawSubCode: descriptionCode === undefined ? type : `${type}/${descriptionCode}` }),
          text: description ?? "",
          place: placeOf(
            location === undefined
              ? undefined
              : { ...location, addressLine1: undefined, stateProvinceCode: undefined, countryCode: undefined },
          ),
          facts: message.receivedBy === undefined ? {} : { signedBy: message.receivedBy },
        },
      ],
      estimate: promised === undefined ? undefined : { from: promised, through: null, kind: "date" },
      partnerNumbers:
        message.alternateTrackingNumber === undefined ? [] : [{ number: message.alternateTrackingNumber }],
    },
  ];
}
