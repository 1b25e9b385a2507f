/**
 * The finer events of DHL Parcel Germany (ICE) with their reason (RIC), as only Parcel DE tracking tells them.
 * Source: "ICE and RIC list" of DHL Parcel Germany, July 2024. A subcode is RIC/ttpro.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

/** List `parcel-de ICE`: event + reason. */
export const parcelDeIce = statusTable(
  "parcel-de ICE",
  `
ADVIS + DLVDT/DD | in_transit.delivery_scheduled           | Advise / DeLiVery DaTe | ttpro DD; dhl_paket/dhl_paket_international
ADVIS + DLVTM/DD | in_transit.delivery_scheduled           | Advise / DeLiVery TiME | ttpro DD; dhl_paket
ADVIS + MSGER/DD | in_transit.information                  | Advise / Message Error | ttpro DD; dhl_paket
ADVIS + MSGPC/DD | in_transit.information                  | Advise / Message processing | ttpro DD; dhl_paket
ADVIS + MSGST/DD | in_transit.information                  | Advise / Message sent | ttpro DD; dhl_paket
ADVIS + ORDER/DD | info_received.label_created             | Advise / Ordered | ttpro DD; dhl_paket_international
ADVIS + PFLOC/DD | in_transit.delivery_options_changed     | Advise / Preferred Location/Neighbor | ttpro DD; dhl_paket
ADVIS + REJCT/DD | in_transit.delivery_options_changed     | Advise / Rejected | ttpro DD; dhl_paket
ADVIS + ROUCR/DD | in_transit.delivery_options_changed     | Advise / reROUted on Customer Request | ttpro DD; dhl_paket
ADVIS + SECDA/DD | in_transit.delivery_options_changed     | Advise / SECond Delivery Attempt | ttpro DD; dhl_paket_international
ADVIS + STBSD/DD | exception.unspecified                   | Advise / Stopped by sender | ttpro DD; dhl_paket
ADVIS + STBSD/ZN | exception.unspecified                   | Advise / Stopped by sender | ttpro ZN; dhl_paket
ALERT + BDADD/BV | exception.address_incorrect             | Alert / Bad address | ttpro BV; dhl_paket
ALERT + DLVTM/DD | in_transit.delivery_scheduled           | Alert / DeLiVery TiME | ttpro DD; dhl_paket/dhl_paket_international
ASMVT + NRQRD/NB | in_transit.moving                       | Assigned to movement / tour vehicle / ICE Details | ttpro NB; dhl_europaket
CANCL + NRQRD/BV | exception.cancelled                     | The shipment order was canceled by the sender / ICE Details | ttpro BV; dhl_paket
CHECK + SVCHG/BV | in_transit.information                  | Checked / Product feature check - Service changed | ttpro BV; dhl_europaket
CNFSC + LEGAT/BV | exception.disposed                      | Confiscation / LEGal AuThority | ttpro BV; dhl_paket
CNRFC + HDFCT/LA | available_for_pickup.at_depot           | Consignee notified - Ready for collection / Held at DHL facility | ttpro LA; dhl_paket
CNRFC + HDFCT/ZF | available_for_pickup.at_depot           | Consignee notified - Ready for collection / Held at DHL facility | ttpro ZF; dhl_paket_international
CNRFC + NRQRD/ZF | available_for_pickup.at_pickup_point    | Consignee notified - Ready for collection / ICE Details | ttpro ZF; dhl_paket/dhl_paket_international/dhl_europaket
CNRFC + PCKST/ZF | available_for_pickup.at_locker          | Consignee notified - Ready for collection / Packstation | ttpro ZF; dhl_paket
CNRFC + SERPT/ZF | available_for_pickup.at_pickup_point    | Consignee notified - Ready for collection / Service Point | ttpro ZF; dhl_paket/dhl_paket_international
DLVRD + ACCDM/ZU | delivered.to_recipient                  | Delivered / Accepted - damaged | ttpro ZU; dhl_paket/dhl_europaket
DLVRD + ACCPK/ZU | delivered.collected                     | Delivered / Collected from automated site | ttpro ZU; dhl_paket
DLVRD + ACCPT/ZU | delivered.to_recipient                  | Delivered / Accepted | ttpro ZU; dhl_paket/dhl_paket_international/dhl_europaket
DLVRD + ACCSI/ZU | delivered.to_recipient                  | Delivered / Accepted - Shipment incomplete | ttpro ZU; dhl_europaket
DLVRD + AGENT/ZU | delivered.to_representative             | Delivered / Hand over/delivery to Agent | ttpro ZU; dhl_paket/dhl_paket_international
DLVRD + CODAR/GT | in_transit.information                  | Delivered / Electronic shipment advise received | ttpro GT; dhl_paket
DLVRD + CODRP/GT | in_transit.information                  | Delivered / COD remittance processed | ttpro GT; dhl_paket
DLVRD + CODRP/ZU | delivered.unspecified                   | Delivered / COD remittance processed | ttpro ZU; dhl_paket
DLVRD + CUSTM/ZU | in_transit.customs_clearance            | Delivered / Customs | ttpro ZU; dhl_paket/dhl_paket_international
DLVRD + DIDLV/ZU | delivered.unspecified                   | Delivered / Direct delivery at hub/delivery depot | ttpro ZU; dhl_paket/dhl_paket_international
DLVRD + FAMLY/ZU | delivered.to_representative             | Delivered / Delivery to a family member | ttpro ZU; dhl_paket/dhl_paket_international
DLVRD + HNDTC/ZU | in_transit.handed_to_partner            | Delivered / Handover to carrier | ttpro ZU; dhl_paket
DLVRD + NGHBR/ZU | delivered.to_neighbour                  | Delivered / Delivery to neighbor | ttpro ZU; dhl_paket/dhl_paket_international
DLVRD + OTHER/ZU | delivered.to_representative             | Delivered / Other / Delivery to an other person | ttpro ZU; dhl_paket
DLVRD + PCKAD/ZU | delivered.parcel_locker                 | Delivered / PaCKstation  Alternate Delivery | ttpro ZU; dhl_paket
DLVRD + PKBOX/ZU | delivered.mailbox                       | Delivered / Delivery to Packetbox | ttpro ZU; dhl_paket
DLVRD + POBOX/ZU | delivered.mailbox                       | Delivered / Postbox | ttpro ZU; dhl_paket
DLVRD + SECPL/ZU | delivered.safe_place                    | Delivered / Secure Place | ttpro ZU; dhl_paket
DLVRD + SERPT/ZU | delivered.collected                     | Delivered / Service Point | ttpro ZU; dhl_paket
DLVRD + SPOUS/ZU | delivered.to_representative             | Delivered / Delivery to spouse | ttpro ZU; dhl_paket
DLVRD + WINPL/ZU | delivered.safe_place                    | Delivered / Prefered Neighbor/Place | ttpro ZU; dhl_paket
DLVRF + CROAT/ZN | exception.refused                       | Delivery refused / DHL arrived outside agreed time | ttpro ZN; dhl_europaket
DLVRF + DMGED/ZN | exception.damaged                       | Delivery refused / Damage under investigation | ttpro ZN; dhl_paket/dhl_europaket
DLVRF + NEXCH/ZN | exception.refused                       | Delivery refused / No exchange unit | ttpro ZN; dhl_paket
DLVRF + NTORD/ZN | exception.refused                       | Delivery refused / Not ordered | ttpro ZN; dhl_paket_international/dhl_europaket
DLVRF + OTHER/ZN | exception.refused                       | Delivery refused / Other / Delivery to an other person | ttpro ZN; dhl_paket/dhl_europaket
DLVRF + SHNCP/ZN | exception.refused                       | Delivery refused / Shipment not complete | ttpro ZN; dhl_europaket
DLVRF + TRPMT/ZN | exception.refused                       | Delivery refused / Terms of payment | ttpro ZN; dhl_europaket
DMGDS + CSDOC/BV | exception.damaged                       | Damage discovered / ConSignee DOCumentation | ttpro BV; dhl_paket
DMGDS + CTCST/BV | exception.damaged                       | Damage discovered / Contacted customer | ttpro BV; dhl_paket
DMGDS + DMGED/BV | exception.damaged                       | Damage discovered / Damage under investigation | ttpro BV; dhl_paket
DMGDS + DMGPC/BV | exception.damaged                       | Damage discovered / Damaged in process | ttpro BV; dhl_paket/dhl_paket_international/dhl_europaket
DMGDS + LDMGD/AA | exception.damaged                       | Damage discovered / Loaded Damaged | ttpro AA; dhl_paket
DMGDS + LDMGD/BV | exception.damaged                       | Damage discovered / Loaded Damaged | ttpro BV; dhl_paket
DMGDS + LDMGD/EE | exception.damaged                       | Damage discovered / Loaded Damaged | ttpro EE; dhl_paket
DMGDS + NRQRD/BV | exception.damaged                       | Damage discovered / ICE Details | ttpro BV; dhl_paket
DMGDS + PUDMG/BV | exception.damaged                       | Damage discovered / Picked up damaged | ttpro BV; dhl_europaket
DSPSD + BDADD/ZU | exception.disposed                      | Disposed of / Bad address | ttpro ZU; dhl_paket_international
DSPSD + CLREF/BV | exception.disposed                      | Disposed of / Clearance refused | ttpro BV; dhl_paket_international
DSPSD + CNCNR/ZU | exception.disposed                      | Disposed of / Consignee could not be reached | ttpro ZU; dhl_paket_international
DSPSD + CRQST/BV | exception.disposed                      | Disposed of / Customer request | ttpro BV; dhl_europaket
DSPSD + CSREQ/ZN | exception.disposed                      | Disposed of / ConSignee REQuest | ttpro ZN; dhl_paket_international
DSPSD + DMGED/BV | exception.disposed                      | Disposed of / Damage under investigation | ttpro BV; dhl_paket_international
DSPSD + DMGED/ZU | exception.disposed                      | Disposed of / Damage under investigation | ttpro ZU; dhl_paket_international
DSPSD + DMGPC/BV | exception.disposed                      | Disposed of / Damaged in process | ttpro BV; dhl_paket
DSPSD + FRMJR/ZU | exception.disposed                      | Disposed of / Force majeur | ttpro ZU; dhl_paket_international
DSPSD + FSCCH/BV | exception.disposed                      | Disposed of / Failed dangerous goods check | ttpro BV; dhl_paket
DSPSD + GDNMS/ZU | exception.disposed                      | Disposed of / Goods / packaging not meet standard | ttpro ZU; dhl_paket_international
DSPSD + MOVED/ZU | exception.disposed                      | Disposed of / Moved | ttpro ZU; dhl_paket_international
DSPSD + MSLBL/BV | exception.disposed                      | Disposed of / Missing Label | ttpro BV; dhl_paket
DSPSD + NRQRD/BV | exception.disposed                      | Disposed of / ICE Details | ttpro BV; dhl_paket_international
DSPSD + NTCLM/ZU | exception.disposed                      | Disposed of / Not claimed | ttpro ZU; dhl_paket_international
DSPSD + NTORD/ZU | exception.disposed                      | Disposed of / Not ordered | ttpro ZU; dhl_paket_international
DTNPC + GHSTP/BV | in_transit.information                  | Data, but no piece / Ghost piece | ttpro BV; dhl_paket
DTNPC + NPRPF/BV | exception.under_investigation           | Data, but no piece / No piece received from previous facility | ttpro BV; dhl_paket/dhl_paket_international/dhl_europaket
EXPHD + BDADD/BV | exception.address_incorrect             | Exception hold / Bad address | ttpro BV; dhl_paket/dhl_paket_international/dhl_europaket
EXPHD + BDADD/PO | exception.address_incorrect             | Exception hold / Bad address | ttpro PO; dhl_paket_international
EXPHD + CAPEX/PO | exception.delayed_operational           | Exception hold / capacity exceeded | ttpro PO; dhl_paket
EXPHD + CLREF/ZF | exception.customs_hold                  | Exception hold / Clearance refused | ttpro ZF; dhl_paket_international
EXPHD + CLREF/ZO | exception.customs_hold                  | Exception hold / Clearance refused | ttpro ZO; dhl_paket_international
EXPHD + DMGED/BV | exception.damaged                       | Exception hold / Damage under investigation | ttpro BV; dhl_paket/dhl_paket_international
EXPHD + DMGPC/BV | exception.damaged                       | Exception hold / Damaged in process | ttpro BV; dhl_paket
EXPHD + DMPHD/BV | exception.damaged                       | Exception hold / Damaged by poor handling | ttpro BV; dhl_paket_international
EXPHD + EQUBF/BV | exception.delayed_operational           | Exception hold / Equipment unavailable, broken down or faulty | ttpro BV; dhl_paket
EXPHD + FFTCH/BV | exception.rejected_by_carrier           | Exception hold / Failed product feature validation | ttpro BV; dhl_europaket
EXPHD + FRMJR/BV | exception.delayed                       | Exception hold / Force majeur | ttpro BV; dhl_paket/dhl_paket_international/dhl_europaket
EXPHD + FRMJR/PO | exception.delayed                       | Exception hold / Force majeur | ttpro PO; dhl_paket_international
EXPHD + GDNMS/BV | exception.rejected_by_carrier           | Exception hold / Goods / packaging not meet standard | ttpro BV; dhl_paket_international/dhl_europaket
EXPHD + INCSH/BV | exception.delayed                       | Exception hold / Incomplete shipment | ttpro BV; dhl_europaket
EXPHD + INSPT/BV | exception.security_hold                 | Exception hold / Inspection | ttpro BV; dhl_paket_international
EXPHD + LOSTX/BV | exception.lost                          | Exception hold / Lost | ttpro BV; dhl_paket
EXPHD + MSDOC/BV | exception.customs_documents_missing     | Exception hold / Missing Document | ttpro BV; dhl_paket_international/dhl_europaket
EXPHD + MSLBL/BV | exception.address_incorrect             | Exception hold / Missing Label | ttpro BV; dhl_europaket
EXPHD + MSSDT/BV | exception.address_incorrect             | Exception hold / Missing data | ttpro BV; dhl_paket/dhl_europaket
EXPHD + MSSDT/PO | exception.address_incorrect             | Exception hold / Missing data | ttpro PO; dhl_paket
EXPHD + NRQRD/BV | exception.unspecified                   | Exception hold / ICE Details | ttpro BV; dhl_europaket
EXPHD + OTHER/BV | exception.unspecified                   | Exception hold / Other / Delivery to an other person | ttpro BV; dhl_paket/dhl_paket_international/dhl_europaket
EXPHD + PWMFD/BV | exception.customs_documents_missing     | Exception hold / Paperwork missing | ttpro BV; dhl_europaket
EXPHD + RTTSP/BV | returning.initiated                     | Exception hold / Return to shipper | ttpro BV; dhl_paket_international/dhl_europaket
EXPHD + RTTSP/ZN | returning.initiated                     | Exception hold / Return to shipper | ttpro ZN; dhl_paket_international
EXPHD + STBSD/BV | exception.unspecified                   | Exception hold / Stopped by sender | ttpro BV; dhl_europaket
EXPHD + STPRB/BV | exception.delayed_operational           | Exception hold / Sort problem | ttpro BV; dhl_paket
EXPHD + TRPMT/BV | exception.payment_required              | Exception hold / Terms of payment | ttpro BV; dhl_europaket
EXPHD + UDFPC/BV | exception.undeliverable                 | Exception hold / Unidentifiable piece | ttpro BV; dhl_paket/dhl_europaket
EXPHD + WRGRI/BV | exception.address_incorrect             | Exception hold / Wrong Receiver Information | ttpro BV; dhl_paket
FWDCF + SERPT/PO | in_transit.to_pickup_point              | Forwarded to correct facility / Service Point | ttpro PO; dhl_paket
HLDCC + HDFCT/LA | available_for_pickup.at_depot           | Held for consignee collection / Held at DHL facility | ttpro LA; dhl_paket/dhl_europaket
HLDCC + HDFCT/ZF | available_for_pickup.at_depot           | Held for consignee collection / Held at DHL facility | ttpro ZF; dhl_paket/dhl_paket_international
HLDCC + LDPCK/LA | available_for_pickup.at_locker          | Held for consignee collection / Held in automated collection site | ttpro LA; dhl_paket/dhl_paket_international
HLDCC + NTCCN/ZF | exception.not_collected                 | Held for consignee collection / Not collected by consignee | ttpro ZF; dhl_paket_international
HLDCC + SERPT/LA | available_for_pickup.at_pickup_point    | Held for consignee collection / Service Point | ttpro LA; dhl_paket/dhl_paket_international
HLDCC + SERPT/PO | in_transit.to_pickup_point              | Held for consignee collection / Service Point | ttpro PO; dhl_paket
HLDCC + SERPT/ZF | available_for_pickup.at_pickup_point    | Held for consignee collection / Service Point | ttpro ZF; dhl_paket_international
HLDCP + NORSN/ZO | exception.customs_hold                  | Held for clearance purposes / No reason | ttpro ZO; dhl_europaket
HLDCU + NORSN/BV | exception.customs_hold                  | Held by Customs / No reason | ttpro BV; dhl_europaket
HLDCU + NORSN/ZO | exception.customs_hold                  | Held by Customs / No reason | ttpro ZO; dhl_europaket
HNDDE + SERPT/LA | available_for_pickup.at_pickup_point    | Handover to 3rd party - Delivery details expected / Service Point | ttpro LA; dhl_paket
HNDDE + SERPT/PO | in_transit.to_pickup_point              | Handover to 3rd party - Delivery details expected / Service Point | ttpro PO; dhl_paket_international
HNDDE + SERPT/ZF | available_for_pickup.at_pickup_point    | Handover to 3rd party - Delivery details expected / Service Point | ttpro ZF; dhl_paket
HNDND + CUSTM/ZO | in_transit.customs_clearance            | Handover to 3rd party - No delivery details expect / Customs | ttpro ZO; dhl_paket
ICPRC + FWEXH/ZO | in_transit.customs_clearance            | Into clearance processing / ForWarded for Export Handling | ttpro ZO; dhl_paket_international
ICPRC + NRQRD/ZO | in_transit.customs_clearance            | Into clearance processing / ICE Details | ttpro ZO; dhl_europaket
ICPRC + OARRV/ZO | in_transit.customs_clearance            | Into clearance processing / On arrival | ttpro ZO; dhl_paket_international
INFCL + CSREQ/LA | in_transit.held_at_request              | In facility / ConSignee REQuest | ttpro LA; dhl_paket/dhl_paket_international
INFCL + CSREQ/PO | in_transit.held_at_request              | In facility / ConSignee REQuest | ttpro PO; dhl_paket
INFCL + CTCST/LA | in_transit.held_at_request              | In facility / Contacted customer | ttpro LA; dhl_europaket
INFCL + DLVDT/LA | in_transit.held_at_request              | In facility / DeLiVery DaTe | ttpro LA; dhl_paket
INFCL + FWEXH/BV | in_transit.arrived_at_facility          | In facility / ForWarded for Export Handling | ttpro BV; dhl_paket_international
INFCL + HLDAY/LA | exception.delayed                       | In facility / HoLiDAY | ttpro LA; dhl_paket
INFCL + HLDSR/LA | in_transit.held_at_request              | In facility / HeLD on Shipper Request | ttpro LA; dhl_paket/dhl_europaket
INFCL + HNDCA/LA | in_transit.delivery_scheduled           | In facility / Held for Next working Day delivery on | ttpro LA; dhl_paket
INFCL + HNDCA/PO | in_transit.delivery_scheduled           | In facility / Held for Next working Day delivery on | ttpro PO; dhl_paket/dhl_paket_international
INFCL + INCSH/LA | exception.delayed                       | In facility / Incomplete shipment | ttpro LA; dhl_paket_international/dhl_europaket
INFCL + INCSH/PO | exception.delayed                       | In facility / Incomplete shipment | ttpro PO; dhl_paket/dhl_paket_international
INFCL + NRQRD/LA | in_transit.held_at_request              | In facility / ICE Details | ttpro LA; dhl_paket/dhl_europaket
INFCL + OARRV/BV | in_transit.arrived_at_facility          | In facility / On arrival | ttpro BV; dhl_paket_international
INFCL + SERPT/LA | available_for_pickup.at_pickup_point    | In facility / Service Point | ttpro LA; dhl_paket
ITBAR + CSTBA/ZO | in_transit.customs_clearance            | In bonded area / Customs bonded area | ttpro ZO; dhl_europaket
ITBAR + FWEXH/ZO | in_transit.customs_clearance            | In bonded area / ForWarded for Export Handling | ttpro ZO; dhl_paket/dhl_paket_international
ITBAR + OARRV/ZO | in_transit.customs_clearance            | In bonded area / On arrival | ttpro ZO; dhl_paket_international
LDEXC + BDADD/PO | exception.address_incorrect             | Loading exception / Bad address | ttpro PO; dhl_paket
LDEXC + MSDLA/BV | exception.delayed_operational           | Loading exception / Missed delivery cycle - Received after cut off | ttpro BV; dhl_europaket
LDEXC + MSDLA/PO | exception.delayed_operational           | Loading exception / Missed delivery cycle - Received after cut off | ttpro PO; dhl_paket_international
LDEXC + MSDLA/ZN | exception.delayed_operational           | Loading exception / Missed delivery cycle - Received after cut off | ttpro ZN; dhl_europaket
LDEXC + OVRLD/BV | exception.delayed_operational           | Loading exception / Overload | ttpro BV; dhl_europaket
LDTHU + NRQRD/NB | in_transit.moving                       | Loaded to handling unit / ICE Details | ttpro NB; dhl_paket
LDTMV + FWEXH/AA | in_transit.departed_facility            | Loaded to movement / tour vehicle / ForWarded for Export Handling | ttpro AA; dhl_paket_international
LDTMV + FWEXH/NB | in_transit.moving                       | Loaded to movement / tour vehicle / ForWarded for Export Handling | ttpro NB; dhl_paket/dhl_paket_international
LDTMV + MVMTV/AA | in_transit.departed_facility            | Loaded to movement / tour vehicle / Movement / tour vehicle | ttpro AA; dhl_paket/dhl_paket_international
LDTMV + MVMTV/NB | in_transit.moving                       | Loaded to movement / tour vehicle / Movement / tour vehicle | ttpro NB; dhl_paket
LDTMV + MVMTV/PO | out_for_delivery.on_vehicle             | Loaded to movement / tour vehicle / Movement / tour vehicle | ttpro PO; dhl_paket/dhl_paket_international/dhl_europaket
LDTMV + NRQRD/AA | in_transit.departed_facility            | Loaded to movement / tour vehicle / ICE Details | ttpro AA; dhl_europaket
LDTMV + PCKST/PO | in_transit.to_pickup_point              | Loaded to movement / tour vehicle / Packstation | ttpro PO; dhl_paket
LDTMV + SECDA/PO | out_for_delivery.on_vehicle             | Loaded to movement / tour vehicle / SECond Delivery Attempt | ttpro PO; dhl_paket
LDTMV + SECDA/ZN | out_for_delivery.on_vehicle             | Loaded to movement / tour vehicle / SECond Delivery Attempt | ttpro ZN; dhl_paket/dhl_europaket
LDTMV + SERPT/ES | in_transit.picked_up                    | Loaded to movement / tour vehicle / Service Point | ttpro ES; dhl_paket
LDTMV + SERPT/PO | in_transit.to_pickup_point              | Loaded to movement / tour vehicle / Service Point | ttpro PO; dhl_paket
LDTMV + SERPT/ZF | in_transit.to_pickup_point              | Loaded to movement / tour vehicle / Service Point | ttpro ZF; dhl_paket
MSRTD + CRRCS/BV | exception.misrouted                     | Mis routed / Correct Routing information but delivered to wRong | ttpro BV; dhl_paket
MSRTD + CRRFN/BV | exception.misrouted                     | Mis routed / Correct routing information but at the wrong facil | ttpro BV; dhl_europaket
MSRTD + CRRFN/PO | exception.misrouted                     | Mis routed / Correct routing information but at the wrong facil | ttpro PO; dhl_paket
MSRTD + NRQRD/BV | exception.misrouted                     | Mis routed / ICE Details | ttpro BV; dhl_paket/dhl_europaket
MSRTD + NRQRD/PO | exception.misrouted                     | Mis routed / ICE Details | ttpro PO; dhl_paket
MSRTD + NRQRD/ZN | exception.misrouted                     | Mis routed / ICE Details | ttpro ZN; dhl_paket_international
MSRTD + WRGTR/BV | exception.misrouted                     | Mis routed / Wrong tour | ttpro BV; dhl_paket_international
MVARR + NRQRD/EE | in_transit.arrived_at_facility          | Movement / tour vehicle arrived / ICE Details | ttpro EE; dhl_paket/dhl_europaket
MVARR + NRQRD/PO | in_transit.arrived_at_delivery_depot    | Movement / tour vehicle arrived / ICE Details | ttpro PO; dhl_paket_international/dhl_europaket
MVARR + NRQRD/ZU | delivered.unspecified                   | Movement / tour vehicle arrived / ICE Details | ttpro ZU; dhl_paket
MVDEX + FRMJR/BV | exception.delayed                       | Movement / tour vehicle departure exception / Force majeur | ttpro BV; dhl_europaket
MVDPT + NRQRD/AA | in_transit.departed_facility            | Movement / tour vehicle departed / ICE Details | ttpro AA; dhl_paket/dhl_europaket
MVTEX + FRMJR/BV | exception.delayed                       | Movement / tour vehicle exception / Force majeur | ttpro BV; dhl_paket_international/dhl_europaket
MVTEX + FRMJR/PO | exception.delayed                       | Movement / tour vehicle exception / Force majeur | ttpro PO; dhl_europaket
MVTEX + TCATC/BV | exception.delayed_operational           | Movement / tour vehicle exception / Traffic Congestion / Air traffic control | ttpro BV; dhl_europaket
MVTEX + TCHBD/BV | exception.delayed_operational           | Movement / tour vehicle exception / Technical / Breakdown | ttpro BV; dhl_europaket
MVTEX + TCHBD/PO | exception.delayed_operational           | Movement / tour vehicle exception / Technical / Breakdown | ttpro PO; dhl_europaket
MVTEX + VHARU/BV | exception.delayed_operational           | Movement / tour vehicle exception / Vehicle / aircraft unavailable | ttpro BV; dhl_paket
NTADT + NPRPF/PO | exception.delayed_operational           | Not assigned to delivery tour / No piece received from previous facility | ttpro PO; dhl_paket
NTDEL + AGNEG/ZN | attempt_failed.identity_check           | Not delivered / Age-Check negativ | ttpro ZN; dhl_paket
NTDEL + BDADD/ZN | exception.address_incorrect             | Not delivered / Bad address | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + CAPEX/ZN | attempt_failed.pickup_point_unavailable | Not delivered / capacity exceeded | ttpro ZN; dhl_paket
NTDEL + CLOSD/ZN | attempt_failed.business_closed          | Not delivered / Closed | ttpro ZN; dhl_paket/dhl_paket_international/dhl_europaket
NTDEL + CNCNR/ZN | attempt_failed.nobody_home              | Not delivered / Consignee could not be reached | ttpro ZN; dhl_paket/dhl_paket_international/dhl_europaket
NTDEL + CPUNK/ZN | exception.recipient_unknown             | Not delivered / Company dissolved / unknown | ttpro ZN; dhl_paket/dhl_paket_international/dhl_europaket
NTDEL + CRROT/PO | attempt_failed.not_enough_time          | Not delivered / Courier out of time | ttpro PO; dhl_paket
NTDEL + CRROT/ZN | attempt_failed.not_enough_time          | Not delivered / Courier out of time | ttpro ZN; dhl_europaket
NTDEL + CTCNI/ZN | attempt_failed.identity_check           | Not delivered / Customer could not identify themselves | ttpro ZN; dhl_paket
NTDEL + CTCST/ZN | attempt_failed.unspecified              | Not delivered / Contacted customer | ttpro ZN; dhl_paket_international
NTDEL + DMGED/ZN | exception.damaged                       | Not delivered / Damage under investigation | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + DRCRU/ZN | attempt_failed.not_enough_time          | Not delivered / Driver / crew unavailable | ttpro ZN; dhl_paket
NTDEL + FRMJR/ZN | exception.delayed                       | Not delivered / Force majeur | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + HLDAY/ZN | attempt_failed.business_closed          | Not delivered / HoLiDAY | ttpro ZN; dhl_paket_international/dhl_europaket
NTDEL + IDDMG/ZN | attempt_failed.identity_check           | Not delivered / ID damaged or not readable | ttpro ZN; dhl_paket
NTDEL + IDNEG/ZN | attempt_failed.identity_check           | Not delivered / Identitycheck negativ | ttpro ZN; dhl_paket
NTDEL + MOVED/ZN | exception.recipient_unknown             | Not delivered / Moved | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + MSDOC/ZN | exception.unspecified                   | Not delivered / Missing Document | ttpro ZN; dhl_paket
NTDEL + MSLBL/ZN | exception.address_incorrect             | Not delivered / Missing Label | ttpro ZN; dhl_paket
NTDEL + MSSDT/ZN | exception.address_incorrect             | Not delivered / Missing data | ttpro ZN; dhl_paket
NTDEL + NAGTB/ZN | exception.rejected_by_carrier           | Not delivered / Not According to General Terms of Business | ttpro ZN; dhl_paket/dhl_europaket
NTDEL + NHOME/ZN | attempt_failed.nobody_home              | Not delivered / Not home | ttpro ZN; dhl_paket_international/dhl_europaket
NTDEL + NTCCN/ZN | exception.not_collected                 | Not delivered / Not collected by consignee | ttpro ZN; dhl_paket
NTDEL + NTIHU/ZN | attempt_failed.not_enough_time          | Not delivered / Not in Handling Unit | ttpro ZN; dhl_paket
NTDEL + OTHER/ZN | attempt_failed.unspecified              | Not delivered / Other / Delivery to an other person | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + OTHRE/ZN | attempt_failed.unspecified              | Not delivered / Other reason | ttpro ZN; dhl_paket_international
NTDEL + PCKST/ZN | attempt_failed.pickup_point_unavailable | Not delivered / Packstation | ttpro ZN; dhl_paket
NTDEL + RFUSD/ZN | exception.refused                       | Not delivered / Refused | ttpro ZN; dhl_paket_international
NTDEL + RSEXW/ZN | returning.initiated                     | Not delivered / Return to Shipper EXWorks error | ttpro ZN; dhl_paket
NTDEL + SECDA/ZN | attempt_failed.unspecified              | Not delivered / SECond Delivery Attempt | ttpro ZN; dhl_paket/dhl_paket_international
NTDEL + SERPT/ZN | attempt_failed.pickup_point_unavailable | Not delivered / Service Point | ttpro ZN; dhl_paket
NTDEL + SHINF/ZN | attempt_failed.unspecified              | Not delivered / SHipper INFormation | ttpro ZN; dhl_paket
NTDEL + TCHBD/ZN | attempt_failed.not_enough_time          | Not delivered / Technical / Breakdown | ttpro ZN; dhl_paket
NTDEL + TRPMT/ZN | attempt_failed.payment_due              | Not delivered / Terms of payment | ttpro ZN; dhl_paket_international/dhl_europaket
NTDEL + UDLVR/ZN | exception.undeliverable                 | Not delivered / Undeliverable | ttpro ZN; dhl_paket
NTDEL + WRGPN/ZN | attempt_failed.identity_check           | Not delivered / Wrong Post-ID | ttpro ZN; dhl_paket
NTDEL + WRGRI/ZN | exception.address_incorrect             | Not delivered / Wrong Receiver Information | ttpro ZN; dhl_paket
NTDEL + WRGTR/ZN | exception.misrouted                     | Not delivered / Wrong tour | ttpro ZN; dhl_paket_international/dhl_europaket
NTPUP + BDADD/AN | exception.pickup_failed                 | Not picked up / Bad address | ttpro AN; dhl_paket
NTPUP + CLOSD/AN | exception.pickup_failed                 | Not picked up / Closed | ttpro AN; dhl_europaket
NTPUP + CLRTE/AN | exception.pickup_failed                 | Not picked up / Tour exception | ttpro AN; dhl_paket
NTPUP + CPUNK/AN | exception.pickup_failed                 | Not picked up / Company dissolved / unknown | ttpro AN; dhl_paket/dhl_europaket
NTPUP + CRROT/AN | exception.pickup_failed                 | Not picked up / Courier out of time | ttpro AN; dhl_paket/dhl_europaket
NTPUP + DMGED/AN | exception.pickup_failed                 | Not picked up / Damage under investigation | ttpro AN; dhl_europaket
NTPUP + GDNMS/AN | exception.pickup_failed                 | Not picked up / Goods / packaging not meet standard | ttpro AN; dhl_europaket
NTPUP + GDNRD/AN | exception.pickup_failed                 | Not picked up / Goods not ready | ttpro AN; dhl_paket/dhl_europaket
NTPUP + NAGTB/AN | exception.pickup_failed                 | Not picked up / Not According to General Terms of Business | ttpro AN; dhl_paket
NTPUP + NHOME/AN | exception.pickup_failed                 | Not picked up / Not home | ttpro AN; dhl_paket
NTPUP + NPYMT/AN | exception.pickup_failed                 | Not picked up / No payment | ttpro AN; dhl_europaket
NTPUP + NTHND/AN | exception.pickup_failed                 | Not picked up / Customer refused to hand over the shipment to DHL | ttpro AN; dhl_paket
NTPUP + NTHNG/AN | exception.pickup_failed                 | Not picked up / Nothing to collect | ttpro AN; dhl_paket/dhl_europaket
NTPUP + OTHER/AN | exception.pickup_failed                 | Not picked up / Other / Delivery to an other person | ttpro AN; dhl_paket/dhl_europaket
NTPUP + SPCNR/AN | exception.pickup_failed                 | Not picked up / Shipper cannot be reached | ttpro AN; dhl_paket/dhl_europaket
NTPUP + TRPMT/AN | exception.pickup_failed                 | Not picked up / Terms of payment | ttpro AN; dhl_paket
NTPUP + WRGTR/AN | exception.pickup_failed                 | Not picked up / Wrong tour | ttpro AN; dhl_europaket
OFWRD + CNCNR/BV | exception.recipient_unknown             | Onforwarded / Consignee could not be reached | ttpro BV; dhl_europaket
OFWRD + CNRFW/ZN | in_transit.redirected                   | Onforwarded / Consignee request: Forward to an other address. | ttpro ZN; dhl_paket_international
OFWRD + CRFRD/PO | in_transit.redirected                   | Onforwarded / Customer request for redirection | ttpro PO; dhl_paket_international
OFWRD + CRRFN/AA | in_transit.redirected                   | Onforwarded / Correct routing information but at the wrong facil | ttpro AA; dhl_paket_international
OFWRD + CRRFN/EE | in_transit.redirected                   | Onforwarded / Correct routing information but at the wrong facil | ttpro EE; dhl_paket_international
OFWRD + CSREQ/PO | in_transit.redirected                   | Onforwarded / ConSignee REQuest | ttpro PO; dhl_paket/dhl_paket_international/dhl_europaket
OFWRD + NRQRD/PO | in_transit.redirected                   | Onforwarded / ICE Details | ttpro PO; dhl_paket_international
OFWRD + PBNBR/PO | in_transit.redirected                   | Onforwarded / PO box number | ttpro PO; dhl_paket_international
OFWRD + RDRCR/AA | in_transit.redirected                   | Onforwarded / Redirected by customer request | ttpro AA; dhl_europaket
OFWRD + RDRCR/AN | in_transit.redirected                   | Onforwarded / Redirected by customer request | ttpro AN; dhl_europaket
OFWRD + RDRCR/PO | in_transit.redirected                   | Onforwarded / Redirected by customer request | ttpro PO; dhl_paket_international/dhl_europaket
OFWRD + RDRCR/ZN | in_transit.redirected                   | Onforwarded / Redirected by customer request | ttpro ZN; dhl_paket_international/dhl_europaket
OFWRD + RDRDO/PO | in_transit.redirected                   | Onforwarded / Redirected by redirection order | ttpro PO; dhl_paket
OFWRD + RDRDO/ZN | in_transit.redirected                   | Onforwarded / Redirected by redirection order | ttpro ZN; dhl_paket
OFWRD + RTSCR/AA | returning.in_transit                    | Onforwarded / Return to shipper at customer request | ttpro AA; dhl_paket
OFWRD + RTSCR/BV | returning.initiated                     | Onforwarded / Return to shipper at customer request | ttpro BV; dhl_europaket
OFWRD + RTSCR/EE | returning.in_transit                    | Onforwarded / Return to shipper at customer request | ttpro EE; dhl_paket
OFWRD + RTSCR/PO | returning.in_transit                    | Onforwarded / Return to shipper at customer request | ttpro PO; dhl_europaket
OFWRD + RTSCR/ZN | returning.initiated                     | Onforwarded / Return to shipper at customer request | ttpro ZN; dhl_paket
OFWRD + RTSSA/ZN | returning.initiated                     | Onforwarded / Return to shipper by customer standard agreement | ttpro ZN; dhl_paket
PARCV + NRQRD/VA | info_received.label_created             | PAN Received by Carrier / ICE Details | ttpro VA; dhl_paket
PBNDT + NDRFC/BV | in_transit.information                  | Piece, but no data / No data received from customer | ttpro BV; dhl_europaket
PBNDT + NDRFN/BV | in_transit.information                  | Piece, but no data / No data received from network | ttpro BV; dhl_paket_international/dhl_europaket
PBNDT + NORSN/BV | in_transit.information                  | Piece, but no data / No reason | ttpro BV; dhl_paket_international
PCKDU + PFLOC/AE | in_transit.picked_up                    | Picked up / Preferred Location/Neighbor | ttpro AE; dhl_paket
PCKDU + PKBOX/AE | in_transit.picked_up                    | Picked up / Delivery to Packetbox | ttpro AE; dhl_paket
PCKDU + PKBOX/ES | in_transit.picked_up                    | Picked up / Delivery to Packetbox | ttpro ES; dhl_paket
PCKDU + PUBCR/AE | in_transit.picked_up                    | Picked up / Piece pick up | ttpro AE; dhl_paket/dhl_paket_international/dhl_europaket
PCKDU + WINPL/AE | in_transit.picked_up                    | Picked up / Prefered Neighbor/Place | ttpro AE; dhl_paket
PMTCR + NRQRD/GT | in_transit.information                  | Payments received from courier / ICE Details | ttpro GT; dhl_paket
PMTCS + NRQRD/GT | in_transit.information                  | Payment received from customer / ICE Details | ttpro GT; dhl_paket_international
PMTCS + SERPT/GT | in_transit.information                  | Payment received from customer / Service Point | ttpro GT; dhl_paket
PURCR + BDADD/BV | exception.pickup_failed                 | Pick up request created / Bad address | ttpro BV; dhl_paket
PURCR + BOOKN/VA | info_received.pickup_scheduled          | Pick up request created / Booking | ttpro VA; dhl_paket
PURCR + NRQRD/VA | info_received.pickup_scheduled          | Pick up request created / ICE Details | ttpro VA; dhl_paket
PURCR + OTHER/BV | exception.pickup_failed                 | Pick up request created / Other / Delivery to an other person | ttpro BV; dhl_paket
PURCR + REJCT/DD | in_transit.delivery_options_changed     | Pick up request created / Rejected | ttpro DD; dhl_paket
PURCR + SECPL/DD | in_transit.delivery_options_changed     | Pick up request created / Secure Place | ttpro DD; dhl_paket
RCCLS + GHSTP/BV | in_transit.information                  | Record closed / Ghost piece | ttpro BV; dhl_paket
RCCLS + LOSTX/ZN | exception.lost                          | Record closed / Lost | ttpro ZN; dhl_europaket
RELBL + NRQRD/BV | in_transit.problem_resolved             | Relabeled / ICE Details | ttpro BV; dhl_paket
RELBL + PLDMG/PO | in_transit.problem_resolved             | Relabeled / Piece label damaged | ttpro PO; dhl_paket
RELBL + PPQLT/PO | in_transit.problem_resolved             | Relabeled / Poor quality piece label | ttpro PO; dhl_paket
REPCK + DMGPC/BV | exception.damaged                       | Repacked / Damaged in process | ttpro BV; dhl_paket/dhl_paket_international
REPCK + LDMGD/PO | exception.damaged                       | Repacked / Loaded Damaged | ttpro PO; dhl_paket
REPCK + MVMTV/AA | exception.damaged                       | Repacked / Movement / tour vehicle | ttpro AA; dhl_paket
REPCK + NRQRD/BV | exception.damaged                       | Repacked / ICE Details | ttpro BV; dhl_paket/dhl_paket_international
REPCK + RDRDO/BV | exception.damaged                       | Repacked / Redirected by redirection order | ttpro BV; dhl_paket
REPCK + WRGRI/BV | exception.damaged                       | Repacked / Wrong Receiver Information | ttpro BV; dhl_paket
RETRN + BDADD/ZN | returning.initiated                     | Shipment will be returned to origin / Bad address | ttpro ZN; dhl_paket/dhl_paket_international
RETRN + CLREF/ZO | returning.initiated                     | Shipment will be returned to origin / Clearance refused | ttpro ZO; dhl_paket_international
RETRN + CNCNR/ZN | returning.initiated                     | Shipment will be returned to origin / Consignee could not be reached | ttpro ZN; dhl_paket/dhl_paket_international
RETRN + CSREQ/ZN | returning.initiated                     | Shipment will be returned to origin / ConSignee REQuest | ttpro ZN; dhl_paket_international
RETRN + DMGED/ZN | returning.initiated                     | Shipment will be returned to origin / Damage under investigation | ttpro ZN; dhl_paket_international
RETRN + DMGPC/BV | returning.initiated                     | Shipment will be returned to origin / Damaged in process | ttpro BV; dhl_paket
RETRN + FRMJR/ZN | returning.initiated                     | Shipment will be returned to origin / Force majeur | ttpro ZN; dhl_paket_international
RETRN + FSCCH/BV | returning.initiated                     | Shipment will be returned to origin / Failed dangerous goods check | ttpro BV; dhl_paket
RETRN + GDNMS/BV | returning.initiated                     | Shipment will be returned to origin / Goods / packaging not meet standard | ttpro BV; dhl_paket_international
RETRN + INSPF/ZO | returning.initiated                     | Shipment will be returned to origin / Inspection failed | ttpro ZO; dhl_paket_international
RETRN + MOVED/ZN | returning.initiated                     | Shipment will be returned to origin / Moved | ttpro ZN; dhl_paket_international
RETRN + MSDLA/ZN | returning.initiated                     | Shipment will be returned to origin / Missed delivery cycle - Received after cut off | ttpro ZN; dhl_paket
RETRN + MSSDT/ZN | returning.initiated                     | Shipment will be returned to origin / Missing data | ttpro ZN; dhl_paket
RETRN + NAGTB/BV | returning.initiated                     | Shipment will be returned to origin / Not According to General Terms of Business | ttpro BV; dhl_paket/dhl_paket_international
RETRN + NAGTB/ZN | returning.initiated                     | Shipment will be returned to origin / Not According to General Terms of Business | ttpro ZN; dhl_paket_international
RETRN + NEXCH/ZN | returning.initiated                     | Shipment will be returned to origin / No exchange unit | ttpro ZN; dhl_paket
RETRN + NHOME/ZN | returning.initiated                     | Shipment will be returned to origin / Not home | ttpro ZN; dhl_paket/dhl_paket_international
RETRN + NTCCN/ZN | returning.initiated                     | Shipment will be returned to origin / Not collected by consignee | ttpro ZN; dhl_paket/dhl_paket_international
RETRN + NTORD/ZN | returning.initiated                     | Shipment will be returned to origin / Not ordered | ttpro ZN; dhl_paket_international
RETRN + OTHER/ZN | returning.initiated                     | Shipment will be returned to origin / Other / Delivery to an other person | ttpro ZN; dhl_paket_international
RETRN + RFUSD/ZN | returning.initiated                     | Shipment will be returned to origin / Refused | ttpro ZN; dhl_paket
RETRN + RTSCR/ZN | returning.initiated                     | Shipment will be returned to origin / Return to shipper at customer request | ttpro ZN; dhl_paket
RETRN + RTSSA/ZN | returning.initiated                     | Shipment will be returned to origin / Return to shipper by customer standard agreement | ttpro ZN; dhl_paket/dhl_paket_international
RETRN + UDFPC/BV | returning.initiated                     | Shipment will be returned to origin / Unidentifiable piece | ttpro BV; dhl_paket
RETRN + WRGDT/ZN | returning.initiated                     | Shipment will be returned to origin / Wrong Date | ttpro ZN; dhl_paket
RETRN + WRGID/ZN | returning.initiated                     | Shipment will be returned to origin / Wrong Check-ID | ttpro ZN; dhl_paket
RETRN + WRGTR/ZN | returning.initiated                     | Shipment will be returned to origin / Wrong tour | ttpro ZN; dhl_paket
ROUCR + PKBOX/PO | in_transit.redirected                   | Re-Routed on customer request / Delivery to Packetbox | ttpro PO; dhl_paket
RSDCP + FWEXH/ZO | in_transit.customs_released             | Released from clearance processing / ForWarded for Export Handling | ttpro ZO; dhl_paket/dhl_paket_international
RSDCP + OARRV/ZO | in_transit.customs_released             | Released from clearance processing / On arrival | ttpro ZO; dhl_paket_international/dhl_europaket
SECHK + CCPSD/BV | in_transit.information                  | Security checked / Content Check - Passed | ttpro BV; dhl_paket
SECHK + DGCPS/BV | in_transit.information                  | Security checked / Dangerous goods check - Passed | ttpro BV; dhl_paket
SECHK + INSPT/BV | exception.security_hold                 | Security checked / Inspection | ttpro BV; dhl_paket
SECHK + NRQRD/BV | in_transit.information                  | Security checked / ICE Details | ttpro BV; dhl_paket
SHRCU + NRQRD/ES | in_transit.accepted                     | Shipment Received from customer / ICE Details | ttpro ES; dhl_paket
SHRCU + PCKST/ES | in_transit.accepted                     | Shipment Received from customer / Packstation | ttpro ES; dhl_paket
SHRCU + SERPT/ES | in_transit.accepted                     | Shipment Received from customer / Service Point | ttpro ES; dhl_paket
SRTED + FWAPS/AA | in_transit.departed_facility            | Sorted / ForWarded for Army Postal Service | ttpro AA; dhl_paket
SRTED + FWAPS/EE | in_transit.arrived_at_facility          | Sorted / ForWarded for Army Postal Service | ttpro EE; dhl_paket
SRTED + FWEXH/AA | in_transit.departed_facility            | Sorted / ForWarded for Export Handling | ttpro AA; dhl_paket
SRTED + FWEXH/EE | in_transit.arrived_at_facility          | Sorted / ForWarded for Export Handling | ttpro EE; dhl_paket/dhl_paket_international
SRTED + FWEXH/NB | in_transit.arrived_at_facility          | Sorted / ForWarded for Export Handling | ttpro NB; dhl_europaket
SRTED + FWEXP/AA | in_transit.departed_facility            | Sorted / ForWarded for EXPress handling | ttpro AA; dhl_paket
SRTED + FWEXP/EE | in_transit.arrived_at_facility          | Sorted / ForWarded for EXPress handling | ttpro EE; dhl_paket
SRTED + NRQRD/AE | in_transit.accepted                     | Sorted / ICE Details | ttpro AE; dhl_paket_international
SRTED + NRQRD/ES | in_transit.accepted                     | Sorted / ICE Details | ttpro ES; dhl_paket
SRTED + NRQRD/NB | in_transit.arrived_at_facility          | Sorted / ICE Details | ttpro NB; dhl_paket/dhl_paket_international/dhl_europaket
SRTED + NRQRD/PO | out_for_delivery.on_vehicle             | Sorted / ICE Details | ttpro PO; dhl_paket/dhl_europaket; a recorded answer says "loaded onto the delivery vehicle" beside it
STORN + NRQRD/DD | in_transit.information                  | The previous event was deleted by driver / ICE Details | ttpro DD; dhl_paket
TRBCR + NRQRD/BV | in_transit.handed_to_partner            | Transferred between carriers / ICE Details | ttpro BV; dhl_paket
ULFMV + OARRV/EE | in_transit.arrived_at_facility          | Unloaded from movement / tour vehicle / On arrival | ttpro EE; dhl_paket_international
ULFMV + OARRV/NB | in_transit.arrived_at_facility          | Unloaded from movement / tour vehicle / On arrival | ttpro NB; dhl_paket_international
ULFMV + UNLDD/EE | in_transit.arrived_at_facility          | Unloaded from movement / tour vehicle / Unloaded | ttpro EE; dhl_paket/dhl_paket_international
ULFMV + UNLDD/PO | in_transit.arrived_at_delivery_depot    | Unloaded from movement / tour vehicle / Unloaded | ttpro PO; dhl_paket/dhl_europaket
`,
);
