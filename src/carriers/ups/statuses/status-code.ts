/**
 * The three-digit status codes of UPS: the second look-up, when the letters say nothing.
 * Source: UPS developer page "Tracking – appendix", read November 2026.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `statusCode`. */
export const statusCodes = statusTable(
  "statusCode",
  `
000 | pending.no_information               | Status Not Available
003 | info_received.label_created          | Shipment Ready for UPS
005 | in_transit.moving                    | On the Way
006 | out_for_delivery.on_vehicle          | Out for Delivery
007 | exception.cancelled                  | Shipment Information Voided
010 | in_transit.moving                    | On the Way
011 | delivered.unspecified                | Delivered
012 | in_transit.customs_clearance         | Clearance in Progress
013 | exception.unspecified                | Exception
014 | in_transit.customs_released          | Clearance Completed
016 | in_transit.held_at_request           | In Warehouse
017 | available_for_pickup.at_depot        | Held for Customer Pickup
018 | in_transit.delivery_options_changed  | Delivery Change Requested: Hold for Pickup
019 | in_transit.held_at_request           | Held for Future Delivery
020 | in_transit.delivery_options_changed  | Held for Future Delivery Requested
021 | out_for_delivery.on_vehicle          | Out for Delivery
022 | attempt_failed.unspecified           | First Attempt Made
023 | attempt_failed.unspecified           | Second Delivery Attempted
024 | attempt_failed.unspecified           | Final Attempt Made
025 | in_transit.moving                    | On the Way
026 | delivered.unspecified                | Delivered by Local Post Office
027 | in_transit.delivery_options_changed  | Delivery Address Change Requested
028 | in_transit.redirected                | Delivery Address Changed
029 | exception.unspecified                | Exception: Action Required
030 | exception.unspecified                | Local Post Office Exception
032 | exception.delayed_weather            | Adverse Weather May Cause Delay
033 | returning.initiated                  | Return to Sender Requested
034 | returned.to_sender                   | Returned to Sender
035 | returning.in_transit                 | Returning to Sender
036 | returning.in_transit                 | Returning to Sender: In Transit
037 | out_for_delivery.on_vehicle          | Out for Delivery
038 | in_transit.picked_up                 | Picked Up by UPS
039 | in_transit.moving                    | On the Way
040 | available_for_pickup.at_pickup_point | Ready for Customer Pickup
041 | in_transit.delivery_options_changed  | Service Upgrade Requested
042 | in_transit.delivery_options_changed  | Service Upgraded
043 | exception.cancelled                  | Voided Pickup
044 | info_received.label_created          | On the Way to UPS
045 | info_received.label_created          | On the Way to UPS
046 | exception.delayed                    | Delay
047 | in_transit.moving                    | On the Way
048 | exception.delayed                    | Delay
049 | exception.delayed                    | Delay: Action Required
050 | exception.address_incorrect          | Address Information Required
051 | exception.delayed                    | Delay: Emergency Situation or Severe Weather
052 | exception.delayed_weather            | Delay: Severe Weather
053 | exception.delayed_weather            | Delay: Severe Weather
054 | in_transit.delivery_options_changed  | Delivery Change Requested
055 | in_transit.delivery_scheduled        | Rescheduled Delivery
056 | in_transit.delivery_options_changed  | Service Upgrade Requested
057 | in_transit.to_pickup_point           | On the Way to a Local UPS Access Point™
058 | exception.customs_documents_missing  | Clearance Information Required
059 | exception.damaged                    | Damage Reported
060 | attempt_failed.unspecified           | Delivery Attempted
061 | attempt_failed.identity_check        | Delivery Attempted: Adult Signature Required
062 | attempt_failed.payment_due           | Delivery Attempted: Funds Required
063 | in_transit.delivery_options_changed  | Delivery Change Completed
064 | exception.refused                    | Delivery Refused
065 | exception.pickup_failed              | Pickup Attempted
066 | attempt_failed.unspecified           | Post Office Delivery Attempted
067 | returned.to_sender                   | Returned to Sender by Post Office
068 | exception.undeliverable              | Sent to Lost and Found
069 | exception.undeliverable              | Unable to Deliver
070 | in_transit.to_pickup_point           | Package not at UPS Access Point™ yet
071 | in_transit.arrived_at_delivery_depot | Preparing for Delivery
072 | out_for_delivery.on_vehicle          | Loaded on Delivery Vehicle
073 | in_transit.handed_to_partner         | In Transit to UPS Delivery Partner
074 | in_transit.handed_to_partner         | UPS Delivery Partner has Shipment
075 | in_transit.delivery_scheduled        | Scheduled for Delivery
076 | exception.unspecified                | UPS Delivery Partner Exception
077 | info_received.pickup_scheduled       | Scheduled for Pickup Today
078 | out_for_delivery.recipient_contacted | Your Driver is Arriving Soon!
079 | info_received.label_created          | Order Processed: In Transit to UPS
080 | info_received.label_created          | Order Processed: Ready for UPS
081 | exception.damaged                    | Returned - Damage Reported
082 | in_transit.delivery_options_changed  | Delivery Instructions Received
083 | in_transit.held_at_request           | Held
084 | in_transit.customs_released          | Cleared
085 | exception.payment_required           | Held for COD Payment
086 | exception.delayed                    | Delay
087 | in_transit.moving                    | On the Way
088 | in_transit.information               | Test
089 | out_for_delivery.on_vehicle          | Out for Delivery
090 | exception.delayed                    | Delay
091 | out_for_delivery.on_vehicle          | Out for Delivery
092 | in_transit.customs_clearance         | Customs Clearance in Progress
093 | in_transit.information               | Premier Recovery In Progress
094 | in_transit.information               | Premier Recovery Completed
095 | in_transit.delivery_options_changed  | Additional Attempt Requested
096 | in_transit.delivery_options_changed  | Address Change Confirmed
097 | in_transit.delivery_options_changed  | Address Change Requested
098 | in_transit.delivery_options_changed  | Deliver to Original Address Requested
099 | in_transit.delivery_options_changed  | Deliver to Original Address Confirmed
100 | in_transit.delivery_options_changed  | Hold at UPS Access Point™ Confirmed
101 | in_transit.delivery_options_changed  | Hold at UPS Access Point™ Requested
102 | in_transit.delivery_options_changed  | Hold for Courier Requested
103 | in_transit.delivery_options_changed  | Hold for Courier Confirmed
104 | in_transit.delivery_options_changed  | Hold for Instructions Confirmed
105 | in_transit.delivery_options_changed  | Hold for Instructions Requested
106 | in_transit.delivery_options_changed  | Hold for Pickup Confirmed
107 | in_transit.delivery_options_changed  | Hold for Pickup Requested
108 | in_transit.delivery_options_changed  | Hold for Pickup Today Confirmed
109 | in_transit.delivery_options_changed  | Hold for Pickup Today Requested
110 | in_transit.delivery_options_changed  | Refrigeration Confirmed
111 | in_transit.delivery_options_changed  | Refrigeration Requested
112 | in_transit.delivery_options_changed  | Re-Ice Confirmed
113 | in_transit.delivery_options_changed  | Re-Ice Requested
114 | in_transit.delivery_options_changed  | Request Canceled
115 | in_transit.delivery_scheduled        | Reschedule Delivery Confirmed
116 | in_transit.delivery_options_changed  | Reschedule Delivery Requested
117 | in_transit.delivery_options_changed  | Return by Saturday Confirmed
118 | returning.initiated                  | Return to Sender Confirmed
119 | in_transit.delivery_options_changed  | Return to Sender Requested
120 | in_transit.delivery_options_changed  | Saturday Delivery Confirmed
121 | in_transit.delivery_options_changed  | Saturday Delivery Requested
122 | in_transit.delivery_options_changed  | Upgrade Confirmed
123 | exception.customs_hold               | Pending Release From Non-UPS Broker
124 | exception.customs_documents_missing  | Clearance Information Needed
125 | exception.customs_documents_missing  | Clearance Information Needed
126 | exception.customs_hold               | Pending Government Agency Release
127 | in_transit.information               | Investigation Closed
128 | in_transit.information               | Investigation Canceled
129 | exception.under_investigation        | Investigation Opened
130 | in_transit.information               | Claim in Progress
131 | exception.pickup_failed              | Final Pickup Attempted
132 | exception.security_hold              | Airport Security Delay
133 | in_transit.information               | Return Label Left With Customer
134 | in_transit.customs_released          | Cleared Import Customs
135 | exception.pickup_failed              | Second Pickup Attempted
136 | in_transit.delivery_scheduled        | Delivery Rescheduled for Saturday
137 | in_transit.handed_to_partner         | Transferred to UPS Delivery Partner
138 | in_transit.moving                    | Awaiting Scheduled Departure
139 | attempt_failed.no_access             | Security Access Required
140 | in_transit.information               | Claim Paid - Claim Payment Has Been Processed.
141 | exception.customs_documents_missing  | Incomplete Documentation Received
142 | in_transit.information               | Claim Voided
143 | delivered.to_representative          | Delivered to Agent
144 | available_for_pickup.at_pickup_point | Delivered to Post Office for Pickup
145 | attempt_failed.unspecified           | Delivery Attempted
146 | out_for_delivery.on_vehicle          | Out for Delivery
147 | exception.disposed                   | Seized by Law Enforcement, No Longer in UPS possession
148 | pending.no_information               | Package Information Unavailable
149 | exception.disposed                   | Prohibited Contents, Package Destroyed No Longer in UPS possession
153 | in_transit.delivery_scheduled        | Updated Delivery Time
154 | in_transit.delivery_scheduled        | Updated Delivery Date
155 | in_transit.information               | Delivery Photo
156 | delivered.to_representative          | Commercial Inside Release
157 | info_received.label_created          | Shipment Ready for UPS
158 | in_transit.moving                    | On the Way
159 | in_transit.moving                    | On the Way
160 | in_transit.accepted                  | We Have Your Package
161 | available_for_pickup.at_pickup_point | Delivered to UPS Access Point
162 | out_for_delivery.on_vehicle          | Out for Delivery
163 | pending.no_information               | Package Information Unavailable
164 | in_transit.moving                    | On the Way
165 | in_transit.moving                    | On the Way
166 | info_received.label_created          | Shipment Ready for Roadie
167 | in_transit.accepted                  | Dropped off at UPS Store by Customer
168 | in_transit.accepted                  | Dropped off at Retail Location by Customer
169 | in_transit.accepted                  | Dropped off at a UPS Access Point by Customer
`,
);
