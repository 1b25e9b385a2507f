/** German. */
import type { Texts } from "./texts.ts";

export const de: Texts = {
  locale: "de-DE",
  titles: {
    shipped: "{shop}: {count, plural, one {Paket ist unterwegs} other {# Pakete sind unterwegs}}",
    out_for_delivery: "{shop}: kommt heute",
    ready_for_pickup: "{shop}: abholbereit",
    failed_attempt: "{shop}: Zustellung hat nicht geklappt",
    problem_action: "{shop}: Ihre Hilfe ist nötig",
    problem: "{shop}: Problem mit dem Paket",
    delayed: "{shop}: kommt später",
    delivered: "{shop}: {count, plural, one {Paket ist zugestellt} other {# Pakete sind zugestellt}}",
    returning: "{shop}: Paket geht zurück",
    returned: "{shop}: zurück beim Shop",
  },
  bodies: {
    shipped:
      "{count, plural, one {Der Paketdienst hat Ihr Paket.} other {Der Paketdienst hat Ihre Pakete.}} {eta} Nichts zu tun.",
    out_for_delivery: "{eta} Nichts zu tun, wenn jemand das Paket annehmen kann.",
    ready_for_pickup: "Ihr Paket wartet auf Sie. {keep} Wo es liegt und was Sie brauchen, steht auf der Seite.",
    failed_attempt: "Der Paketdienst konnte Ihr Paket nicht übergeben. Wie es weitergeht, steht auf der Seite.",
    problem_action: "Ohne Sie geht es mit Ihrem Paket nicht weiter. Was zu tun ist, steht auf der Seite.",
    problem: "Mit Ihrem Paket ist etwas schiefgegangen. Was bekannt ist und wer hilft, steht auf der Seite.",
    delayed: "Ihr Paket verspätet sich. {eta} Wir melden uns, sobald es etwas Neues gibt; nichts zu tun.",
    delivered:
      "{count, plural, one {Ihr Paket ist da.} other {Ihre Pakete sind da.}} Nicht gefunden? Auf der Seite steht, was hilft.",
    returning: "Ihr Paket ist auf dem Rückweg zum Shop. Warum und wer hilft, steht auf der Seite.",
    returned: "Das Paket ist beim Shop angekommen. Nichts zu tun; der Shop kümmert sich.",
  },
  bodiesByCode: {
    "attempt_failed.nobody_home":
      "Der Paketdienst war da und hat niemanden angetroffen. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.not_enough_time":
      "Der Paketdienst hat es nicht mehr zu Ihnen geschafft. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.rescheduled":
      "Der Paketdienst hat die Zustellung verschoben. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.pickup_point_unavailable":
      "Der Paketdienst konnte Ihr Paket nicht am Abholort lassen. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.payment_due":
      "Der Paketdienst war da und hätte eine Zahlung gebraucht. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.identity_check":
      "Der Paketdienst war da und muss einen Ausweis sehen. Wie es weitergeht, steht auf der Seite.",
    "exception.customs_documents_missing":
      "Der Zoll braucht Unterlagen von Ihnen, bevor es weitergeht. Was fehlt, steht auf der Seite.",
    "exception.customs_charges_due":
      "Der Zoll verlangt Abgaben, bevor es weitergeht. Wie der Paketdienst sie erhebt, steht auf der Seite.",
    "exception.payment_required":
      "Der Paketdienst wartet vor der Zustellung auf eine Zahlung. Was bekannt ist, steht auf der Seite.",
    "exception.address_incorrect":
      "Der Paketdienst findet die Adresse nicht. Wie sie sich berichtigen lässt, steht auf der Seite.",
    "exception.lost":
      "Der Paketdienst meldet Ihr Paket als verloren. Jetzt hilft der Shop: Den Kontakt finden Sie auf der Seite.",
    "exception.damaged":
      "Der Paketdienst meldet Ihr Paket als beschädigt. Jetzt hilft der Shop: Den Kontakt finden Sie auf der Seite.",
    "exception.refused":
      "Der Paketdienst meldet, dass die Annahme verweigert wurde. Waren Sie das nicht, finden Sie den Shop auf der Seite.",
    "exception.disposed":
      "Der Paketdienst meldet, dass er Ihr Paket entsorgt hat. Jetzt hilft der Shop: Den Kontakt finden Sie auf der Seite.",
    "delivered.to_neighbour":
      "Ihr Paket ist da: in der Nachbarschaft abgegeben. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.safe_place": "Ihr Paket ist da, am vereinbarten Ort. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.mailbox": "Ihr Paket ist da, im Briefkasten. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.parcel_locker": "Ihr Paket liegt in der Paketstation. Wie Sie es bekommen, steht auf der Seite.",
    "delivered.collected": "Ihr Paket wurde abgeholt. Waren Sie das nicht? Auf der Seite steht, was hilft.",
  },
  eta: {
    day: "Voraussichtlich kommt es {when}.",
    window: "Voraussichtlich kommt es {when} zwischen {from} und {through} Uhr.",
    days: "Voraussichtlich kommt es zwischen {from} und {through}.",
    unknown: "Der Paketdienst nennt noch keinen Tag.",
  },
  keepUntil: "Aufbewahrt wird es bis {when}.",
  orderKnown: {
    title: "{shop}: Ihre Bestellung",
    body: "Hier ist die Seite zu Ihrer Bestellung. Von einem Paket gibt es noch nichts Neues; wir melden uns, sobald ein Paketdienst es hat.",
  },
  button: "Lieferung ansehen",
  greeting: "{shop}",
  why: "Sie bekommen diese Mail, weil Sie bei {shop} bestellt haben.",
  neverAsk: "Wir fragen nie per E-Mail nach einer Zahlung, einem Passwort oder Kartendaten.",
};
