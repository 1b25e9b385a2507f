/** Countries as carriers write them, and the time zone of a place. */
import { alpha2Of } from "#carriers/alpha3.ts";
import type { Place } from "#shipments/event.ts";

/** The zone in which most people of a country live; source: IANA time zone database, zone1970.tab. */
const zoneLines = `
AD Europe/Andorra|AE Asia/Dubai|AF Asia/Kabul|AG America/Antigua|AI America/Anguilla|AL Europe/Tirane|AM Asia/Yerevan|AO Africa/Luanda|AR America/Argentina/Buenos_Aires|AS Pacific/Pago_Pago
AT Europe/Vienna|AU Australia/Sydney|AW America/Aruba|AX Europe/Mariehamn|AZ Asia/Baku|BA Europe/Sarajevo|BB America/Barbados|BD Asia/Dhaka|BE Europe/Brussels|BF Africa/Ouagadougou
BG Europe/Sofia|BH Asia/Bahrain|BI Africa/Bujumbura|BJ Africa/Porto-Novo|BL America/St_Barthelemy|BM Atlantic/Bermuda|BN Asia/Brunei|BO America/La_Paz|BR America/Sao_Paulo|BS America/Nassau
BT Asia/Thimphu|BW Africa/Gaborone|BY Europe/Minsk|BZ America/Belize|CA America/Toronto|CD Africa/Kinshasa|CF Africa/Bangui|CG Africa/Brazzaville|CH Europe/Zurich|CI Africa/Abidjan
CK Pacific/Rarotonga|CL America/Santiago|CM Africa/Douala|CN Asia/Shanghai|CO America/Bogota|CR America/Costa_Rica|CU America/Havana|CV Atlantic/Cape_Verde|CW America/Curacao|CY Asia/Nicosia
CZ Europe/Prague|DE Europe/Berlin|DJ Africa/Djibouti|DK Europe/Copenhagen|DM America/Dominica|DO America/Santo_Domingo|DZ Africa/Algiers|EC America/Guayaquil|EE Europe/Tallinn|EG Africa/Cairo
ER Africa/Asmara|ES Europe/Madrid|ET Africa/Addis_Ababa|FI Europe/Helsinki|FJ Pacific/Fiji|FM Pacific/Pohnpei|FO Atlantic/Faroe|FR Europe/Paris|GA Africa/Libreville|GB Europe/London
GD America/Grenada|GE Asia/Tbilisi|GF America/Cayenne|GG Europe/Guernsey|GH Africa/Accra|GI Europe/Gibraltar|GL America/Nuuk|GM Africa/Banjul|GN Africa/Conakry|GP America/Guadeloupe
GQ Africa/Malabo|GR Europe/Athens|GT America/Guatemala|GU Pacific/Guam|GW Africa/Bissau|GY America/Guyana|HK Asia/Hong_Kong|HN America/Tegucigalpa|HR Europe/Zagreb|HT America/Port-au-Prince
HU Europe/Budapest|ID Asia/Jakarta|IE Europe/Dublin|IL Asia/Jerusalem|IM Europe/Isle_of_Man|IN Asia/Kolkata|IQ Asia/Baghdad|IR Asia/Tehran|IS Atlantic/Reykjavik|IT Europe/Rome
JE Europe/Jersey|JM America/Jamaica|JO Asia/Amman|JP Asia/Tokyo|KE Africa/Nairobi|KG Asia/Bishkek|KH Asia/Phnom_Penh|KI Pacific/Tarawa|KM Indian/Comoro|KN America/St_Kitts
KP Asia/Pyongyang|KR Asia/Seoul|KW Asia/Kuwait|KY America/Cayman|KZ Asia/Almaty|LA Asia/Vientiane|LB Asia/Beirut|LC America/St_Lucia|LI Europe/Vaduz|LK Asia/Colombo
LR Africa/Monrovia|LS Africa/Maseru|LT Europe/Vilnius|LU Europe/Luxembourg|LV Europe/Riga|LY Africa/Tripoli|MA Africa/Casablanca|MC Europe/Monaco|MD Europe/Chisinau|ME Europe/Podgorica
MG Indian/Antananarivo|MH Pacific/Majuro|MK Europe/Skopje|ML Africa/Bamako|MM Asia/Yangon|MN Asia/Ulaanbaatar|MO Asia/Macau|MQ America/Martinique|MR Africa/Nouakchott|MT Europe/Malta
MU Indian/Mauritius|MV Indian/Maldives|MW Africa/Blantyre|MX America/Mexico_City|MY Asia/Kuala_Lumpur|MZ Africa/Maputo|NA Africa/Windhoek|NC Pacific/Noumea|NE Africa/Niamey|NG Africa/Lagos
NI America/Managua|NL Europe/Amsterdam|NO Europe/Oslo|NP Asia/Kathmandu|NR Pacific/Nauru|NZ Pacific/Auckland|OM Asia/Muscat|PA America/Panama|PE America/Lima|PF Pacific/Tahiti
PG Pacific/Port_Moresby|PH Asia/Manila|PK Asia/Karachi|PL Europe/Warsaw|PR America/Puerto_Rico|PS Asia/Gaza|PT Europe/Lisbon|PW Pacific/Palau|PY America/Asuncion|QA Asia/Qatar
RE Indian/Reunion|RO Europe/Bucharest|RS Europe/Belgrade|RU Europe/Moscow|RW Africa/Kigali|SA Asia/Riyadh|SB Pacific/Guadalcanal|SC Indian/Mahe|SD Africa/Khartoum|SE Europe/Stockholm
SG Asia/Singapore|SI Europe/Ljubljana|SK Europe/Bratislava|SL Africa/Freetown|SM Europe/San_Marino|SN Africa/Dakar|SO Africa/Mogadishu|SR America/Paramaribo|SS Africa/Juba|SV America/El_Salvador
SX America/Lower_Princes|SY Asia/Damascus|SZ Africa/Mbabane|TC America/Grand_Turk|TD Africa/Ndjamena|TG Africa/Lome|TH Asia/Bangkok|TJ Asia/Dushanbe|TL Asia/Dili|TM Asia/Ashgabat
TN Africa/Tunis|TO Pacific/Tongatapu|TR Europe/Istanbul|TT America/Port_of_Spain|TW Asia/Taipei|TZ Africa/Dar_es_Salaam|UA Europe/Kyiv|UG Africa/Kampala|US America/New_York|UY America/Montevideo
UZ Asia/Tashkent|VA Europe/Vatican|VC America/St_Vincent|VE America/Caracas|VG America/Tortola|VI America/St_Thomas|VN Asia/Ho_Chi_Minh|VU Pacific/Efate|WS Pacific/Apia|XK Europe/Belgrade
YE Asia/Aden|YT Indian/Mayotte|ZA Africa/Johannesburg|ZM Africa/Lusaka|ZW Africa/Harare`;
const zoneOfCountry = new Map(
  zoneLines
    .trim()
    .split(/[|\n]/)
    .map((entry): [string, string] => [entry.slice(0, 2), entry.slice(3)]),
);

/** States and provinces whose zone is not the country's main one; a divided state stands in the zone of most of its people. */
const zoneOfRegion: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: regions({
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR VI",
    "Pacific/Guam": "GU MP",
  }),
  CA: regions({
    "America/Halifax": "NB NS PE",
    "America/St_Johns": "NL NF",
    "America/Winnipeg": "MB",
    "America/Regina": "SK",
    "America/Edmonton": "AB NT",
    "America/Vancouver": "BC",
    "America/Whitehorse": "YT",
    "America/Iqaluit": "NU",
  }),
  AU: regions({
    "Australia/Melbourne": "VIC",
    "Australia/Brisbane": "QLD",
    "Australia/Adelaide": "SA",
    "Australia/Darwin": "NT",
    "Australia/Perth": "WA",
    "Australia/Hobart": "TAS",
  }),
};

function regions(lists: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([zone, codes]) => codes.split(" ").map((code) => [code, zone])),
  );
}

/** First three digits of ZIP codes in the smaller part of a divided state: the Panhandle, El Paso, Chattanooga, Coeur d'Alene … */
const zoneOfZip = regions({
  "America/Chicago": "324 325 420 421 422 423 424 463 464 476 477",
  "America/New_York": "373 374 376 377 378 379",
  "America/Denver": "577 586 693 798 799 885 979",
  "America/Los_Angeles": "835 838",
});

/** The IANA zone of a place, as far as its country (and state, in the United States the ZIP code) tell; undefined when they do not. */
export function zoneOfPlace(place: Place | undefined): string | undefined {
  const country = place?.country;
  if (country === undefined) return undefined;
  const region = place?.region?.trim().toUpperCase();
  const ofRegion = region === undefined ? undefined : zoneOfRegion[country]?.[region];
  const ofZip = country === "US" ? zoneOfZip[place?.postalCode?.slice(0, 3) ?? ""] : undefined;
  return ofZip ?? ofRegion ?? zoneOfCountry.get(country);
}

/** Names that carriers use beside the ISO names. */
const otherNames: Readonly<Record<string, string>> = {
  UK: "GB",
  "UNITED KINGDOM": "GB",
  "GREAT BRITAIN": "GB",
  "UNITED STATES OF AMERICA": "US",
  "HONG KONG": "HK",
  "HONG KONG SAR": "HK",
  "CZECH REPUBLIC": "CZ",
  "KOREA, REPUBLIC OF": "KR",
  "SOUTH KOREA": "KR",
  "RUSSIAN FEDERATION": "RU",
  "THE NETHERLANDS": "NL",
  "CHINA, PEOPLES REPUBLIC": "CN",
  "CHINA PEOPLES REPUBLIC": "CN",
};

let namesToCodes: Map<string, string> | undefined;

/** ISO 3166-1 alpha-2 of a country that a carrier wrote as code of two or three letters, or as English or German name; undefined when it is none. */
export function countryCode(written: string | undefined): string | undefined {
  const name = written?.trim().toUpperCase();
  if (name === undefined || name === "" || name.length > 60) return undefined;
  if (zoneOfCountry.has(name)) return name;
  const other = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;
  return other ?? alpha2Of(name) ?? (namesToCodes ??= countryNames()).get(name);
}

function countryNames(): Map<string, string> {
  const names = new Map<string, string>();
  for (const language of ["de", "en"]) {
    const display = new Intl.DisplayNames([language], { type: "region" });
    for (const code of zoneOfCountry.keys()) {
      const name = display.of(code);
      if (name !== undefined) names.set(name.toUpperCase(), code);
    }
  }
  return names;
}

/**
 * A place that a carrier wrote in one text: `Radefeld, Germany`, `SYDNEY-AU`, `WOODSIDE,NY-USA`, `Germany`.
 * The tail counts as the country only when it is one.
 */
export function placeOfText(written: string | undefined, country?: string): Place | undefined {
  const text = written?.trim().replace(/\s+/g, " ");
  const known = countryCode(country);
  if (text === undefined || text === "") return known === undefined ? undefined : { country: known };
  const whole = countryCode(text.length > 2 ? text : undefined);
  if (whole !== undefined && (known === undefined || known === whole)) return { country: whole };
  for (const separator of [", ", " - ", "-", ","]) {
    const at = text.lastIndexOf(separator);
    if (at <= 0) continue;
    const tail = countryCode(text.slice(at + separator.length));
    if (tail === undefined || (known !== undefined && known !== tail)) continue;
    const head = text.slice(0, at).trim();
    const state = /^(.+),\s*([A-Z]{2,3})$/.exec(head);
    return state === null
      ? { city: head, country: tail }
      : { city: state[1] ?? head, region: state[2] ?? "", country: tail };
  }
  return known === undefined ? { city: text } : { city: text, country: known };
}
