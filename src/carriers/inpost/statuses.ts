/**
 * Statuses of InPost's ShipX.
 * Sources: the public ShipX documentation and the titles of `GET /v1/statuses?lang=pl_PL` (53 names) as public shop plug-ins carry them,
 * read November 2026. No recorded answer was seen.
 * One line per code: the carrier's code | our event | the carrier's words | a remark, where there is one.
 */
import { statusTable } from "#carriers/status-table.ts";

export const statuses = statusTable(
  "status",
  `
created                                         | info_received.label_created               | Przesyłka utworzona.
offers_prepared                                 | info_received.label_created               | Przygotowano oferty.
offer_selected                                  | info_received.label_created               | Oferta wybrana.
confirmed                                       | info_received.label_created               | Przygotowana przez Nadawcę.
dispatched_by_sender                            | in_transit.accepted                       | Paczka nadana w paczkomacie.
dispatched_by_sender_to_pok                     | in_transit.accepted                       | Nadana w PaczkoPunkcie.
collected_from_sender                           | in_transit.picked_up                      | Odebrana od klienta.
taken_by_courier                                | in_transit.picked_up                      | Odebrana od Nadawcy.
taken_by_courier_from_pok                       | in_transit.picked_up                      | W drodze do oddziału nadawczego InPost.
taken_by_courier_from_customer_service_point    | returning.in_transit                      | Zwrócona do nadawcy. | the name speaks of a pick-up, the title of a return: nobody collected it at the point
adopted_at_source_branch                        | in_transit.arrived_at_facility            | Przyjęta w oddziale InPost.
sent_from_source_branch                         | in_transit.departed_facility              | W trasie.
adopted_at_sorting_center                       | in_transit.arrived_at_facility            | Przyjęta w Sortowni.
sent_from_sorting_center                        | in_transit.departed_facility              | Wysłana z Sortowni.
adopted_at_target_branch                        | in_transit.arrived_at_delivery_depot      | Przyjęta w Oddziale Docelowym.
out_for_delivery                                | out_for_delivery.on_vehicle               | Przekazano do doręczenia.
out_for_delivery_to_address                     | out_for_delivery.on_vehicle               | W doręczeniu.
ready_to_pickup                                 | available_for_pickup.at_locker            | Umieszczona w Paczkomacie (odbiorczym).
ready_to_pickup_from_pok                        | available_for_pickup.at_pickup_point      | Czeka na odbiór w PaczkoPunkcie.
ready_to_pickup_from_pok_registered             | available_for_pickup.at_pickup_point      | Czeka na odbiór w PaczkoPunkcie.
ready_to_pickup_from_branch                     | available_for_pickup.at_depot             | Paczka nieodebrana – czeka w Oddziale
courier_avizo_in_customer_service_point         | available_for_pickup.at_pickup_point      | Oczekuje na odbiór. | at a PaczkoPunkt by its name; the title says only that it waits to be collected
stack_in_box_machine                            | available_for_pickup.at_locker            | Paczka magazynowana w Paczkomacie tymczasowym | a locker nearby, because the chosen one is full
stack_in_customer_service_point                 | available_for_pickup.at_pickup_point      | Paczka magazynowana w PaczkoPunkcie. | inferred: it can be collected until stack_parcel_pickup_time_expired
pickup_reminder_sent                            | available_for_pickup.reminder             | Przypomnienie o czekającej paczce.
pickup_reminder_sent_address                    | attempt_failed.nobody_home                | W doręczeniu. | the documentation: the receiver was not found at the address; no reminder, whatever its name says
avizo                                           | attempt_failed.nobody_home                | Powrót do oddziału. | inferred: a notice was left
pickup_time_expired                             | exception.not_collected                   | Upłynął termin odbioru.
stack_parcel_pickup_time_expired                | exception.not_collected                   | Upłynął termin odbioru paczki magazynowanej. | it goes on to the chosen locker
stack_parcel_in_box_machine_pickup_time_expired | exception.not_collected                   | Upłynął termin odbioru paczki magazynowanej | it goes on to the chosen locker
unstack_from_customer_service_point             | in_transit.to_pickup_point                | W drodze do wybranego Paczkomatu. | on to the locker that the receiver chose
unstack_from_box_machine                        | in_transit.to_pickup_point                | Paczka w drodze do pierwotnie wybranego Paczkomatu | on to the locker that was chosen first
redirect_to_box                                 | in_transit.to_pickup_point                | Przekierowano do Paczkomatu.
canceled_redirect_to_box                        | in_transit.delivery_options_changed       | Anulowano przekierowanie.
readdressed                                     | in_transit.redirected                     | Przekierowano na inny adres.
oversized                                       | exception.rejected_by_carrier             | Przesyłka ponadgabarytowa.
delay_in_delivery                               | exception.delayed                         | Możliwe opóźnienie doręczenia.
missing                                         | exception.lost                            | Zaginiona.
claimed                                         | exception.under_investigation             | Zareklamowana w Paczkomacie.
claim_rejected                                  | exception.under_investigation             |  | not among the 53 names
rejected_by_receiver                            | exception.refused                         | Odmowa przyjęcia.
undelivered                                     | exception.undeliverable                   | Przekazanie do magazynu przesyłek niedoręczalnych. | no attempt: the title says that it goes to the store of what cannot be delivered
undelivered_wrong_address                       | exception.address_incorrect               | Brak możliwości doręczenia.
undelivered_incomplete_address                  | exception.address_incorrect               | Brak możliwości doręczenia. | inferred from its name
undelivered_unknown_receiver                    | exception.recipient_unknown               | Brak możliwości doręczenia. | inferred from its name
undelivered_not_live_address                    | exception.recipient_unknown               | Brak możliwości doręczenia. | inferred from its name
undelivered_cod_cash_receiver                   | attempt_failed.payment_due                | Brak możliwości doręczenia.
undelivered_no_mailbox                          | attempt_failed.no_access                  | Brak możliwości doręczenia. | inferred from its name
undelivered_lack_of_access_letterbox            | attempt_failed.no_access                  | Brak możliwości doręczenia. | inferred from its name; the return follows
returned_to_sender                              | returned.to_sender                        | Zwrot do nadawcy.
return_pickup_confirmation_to_sender            | in_transit.information                    | Przygotowano dokumenty zwrotne. | papers for the sender, no parcel that comes back
canceled                                        | exception.cancelled                       | Anulowano etykietę.
other                                           | in_transit.information                    | Inny status. | InPost does not know itself
delivered                                       | delivered.unspecified                     | Dostarczona.
delivered + locker                              | delivered.collected                       | Dostarczona. | service of a locker: the receiver has taken it out
`,
);
