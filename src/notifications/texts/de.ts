/** German. */
import type { Texts } from "./texts.ts";

export const de: Texts = {
  locale: "de-DE",
  titles: {
    shipped: "{shop}: {count, plural, one {Paket ist unterwegs} other {# Pakete sind unterwegs}}",
    out_for_delivery: "{shop}: kommt gleich an",
    ready_for_pickup: "{shop}: liegt zur Abholung bereit",
    failed_attempt: "{shop}: Zustellung hat nicht geklappt",
    problem_action: "{shop}: bitte etwas tun",
    problem: "{shop}: Problem mit dem Paket",
    delayed: "{shop}: kommt später",
    delivered: "{shop}: {count, plural, one {Paket ist zugestellt} other {# Pakete sind zugestellt}}",
    returning: "{shop}: Paket geht zurück",
    returned: "{shop}: zurück beim Shop",
  },
  bodies: {
    shipped:
      "{count, plural, one {Der Paketdienst hat dein Paket.} other {Der Paketdienst hat deine Pakete.}} {eta} Nichts zu tun.",
    out_for_delivery: "{eta} Nichts zu tun, wenn jemand das Paket annehmen kann.",
    ready_for_pickup: "Dein Paket wartet auf dich. {keep} Wo es liegt und was du brauchst, steht auf der Seite.",
    failed_attempt:
      "Der Paketdienst war da und konnte dein Paket nicht übergeben. Wie es weitergeht, steht auf der Seite.",
    problem_action: "Ohne dich geht es mit deinem Paket nicht weiter. Was zu tun ist, steht auf der Seite.",
    problem: "Mit deinem Paket ist etwas schiefgegangen. Was bekannt ist und wer hilft, steht auf der Seite.",
    delayed: "Dein Paket verspätet sich. {eta} Wir melden uns, sobald es etwas Neues gibt; nichts zu tun.",
    delivered:
      "{count, plural, one {Dein Paket ist da.} other {Deine Pakete sind da.}} Nicht gefunden? Auf der Seite steht, was hilft.",
    returning: "Dein Paket ist auf dem Rückweg zum Shop. Warum und wer hilft, steht auf der Seite.",
    returned: "Das Paket ist beim Shop angekommen. Nichts zu tun; der Shop kümmert sich.",
  },
  bodiesByCode: {
    "exception.customs_documents_missing":
      "Der Zoll braucht Unterlagen von dir, bevor es weitergeht. Was fehlt, steht auf der Seite.",
    "exception.customs_charges_due":
      "Der Zoll verlangt Abgaben, bevor es weitergeht. Wie der Paketdienst sie erhebt, steht auf der Seite.",
    "exception.payment_required":
      "Der Paketdienst wartet vor der Zustellung auf eine Zahlung. Was bekannt ist, steht auf der Seite.",
    "attempt_failed.payment_due":
      "Der Paketdienst war da und hätte eine Zahlung gebraucht. Wie es weitergeht, steht auf der Seite.",
    "attempt_failed.identity_check":
      "Der Paketdienst war da und muss einen Ausweis sehen. Wie es weitergeht, steht auf der Seite.",
    "exception.address_incorrect":
      "Der Paketdienst findet die Adresse nicht. Wie sie sich berichtigen lässt, steht auf der Seite.",
    "exception.lost":
      "Der Paketdienst meldet dein Paket als verloren. Jetzt hilft der Shop: Den Kontakt findest du auf der Seite.",
    "exception.damaged":
      "Der Paketdienst meldet dein Paket als beschädigt. Jetzt hilft der Shop: Den Kontakt findest du auf der Seite.",
    "exception.refused":
      "Der Paketdienst meldet, dass die Annahme verweigert wurde. Warst du das nicht, findest du den Shop auf der Seite.",
    "exception.disposed":
      "Der Paketdienst meldet, dass er dein Paket entsorgt hat. Jetzt hilft der Shop: Den Kontakt findest du auf der Seite.",
    "delivered.to_neighbour":
      "Dein Paket ist da: in der Nachbarschaft abgegeben. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.safe_place": "Dein Paket ist da, am vereinbarten Ort. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.mailbox": "Dein Paket ist da, im Briefkasten. Nicht gefunden? Auf der Seite steht, was hilft.",
    "delivered.parcel_locker": "Dein Paket liegt in der Paketstation. Wie du es bekommst, steht auf der Seite.",
    "delivered.collected": "Dein Paket wurde abgeholt. Warst du das nicht? Auf der Seite steht, was hilft.",
  },
  eta: {
    day: "Voraussichtlich kommt es {when}.",
    window: "Voraussichtlich kommt es {when} zwischen {from} und {through} Uhr.",
    days: "Voraussichtlich kommt es zwischen {from} und {through}.",
    unknown: "Der Paketdienst nennt noch keinen Tag.",
  },
  keepUntil: "Es wird bis {when} aufbewahrt.",
  orderKnown: {
    title: "{shop}: deine Bestellung",
    body: "Hier ist die Seite zu deiner Bestellung. Von einem Paket gibt es noch nichts Neues; wir melden uns, sobald ein Paketdienst es hat.",
  },
  button: "Lieferung ansehen",
  greeting: "{shop}",
  why: "Du bekommst diese Mail, weil du bei {shop} bestellt hast.",
  neverAsk: "Wir fragen nie per E-Mail nach einer Zahlung, einem Passwort oder Kartendaten.",
};
