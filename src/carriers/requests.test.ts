/** What each carrier is asked with: address, headers and body of a typical call, held against the carrier's own documents. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked, Carrier, CarrierRequest } from "#carriers/carrier.ts";
import { connections } from "#carriers/connections.ts";

/** Two numbers where one call may hold several. */
function askedOf({ serves, limits }: Carrier): readonly Asked[] {
  const first = { number: "AB1", carrierCode: serves[0], postalCode: "90210", country: "US", since: "2026-11-24" };
  return limits.batch > 1 ? [first, { number: "AB2", carrierCode: serves[0] }] : [first];
}

/** The token's request, where there is one, then the call. Each value of the credential is the field's own name in capitals. */
function written(carrier: Carrier): string {
  const { auth, baseUrls } = carrier;
  const fields = Object.fromEntries(auth.fields.map(({ name, oneOf }) => [name, oneOf?.[0] ?? name.toUpperCase()]));
  const token = auth.token === undefined ? null : "TOKEN";
  const base = baseUrls.regions?.[fields.region ?? ""] ?? baseUrls.production;
  const call = carrier.request(askedOf(carrier), { id: "CALL", fields, token });
  return [
    ...(auth.token === undefined ? [] : [asText(baseUrls.token ?? base, auth.token.request(fields))]),
    asText(base, { ...call, headers: { ...call.headers, ...auth.headers(fields, token) } }),
  ].join("\n\n");
}

const asText = (base: string, { method, path, headers = {}, body }: CarrierRequest): string =>
  [
    `${method} ${base}${path}`,
    ...Object.entries(headers)
      .map(([name, value]) => `${name.toLowerCase()}: ${value}`)
      .toSorted(),
    ...(body === undefined ? [] : [body]),
  ].join("\n");

const calls: Readonly<Record<string, string>> = {
  aftership: `
GET https://api.aftership.com/tracking/2026-07/trackings?tracking_numbers=AB1%2CAB2&limit=200
as-api-key: KEY
`,
  "amazon-shipping": `
POST https://api.amazon.com/auth/o2/token
content-type: application/x-www-form-urlencoded
grant_type=refresh_token&client_id=CLIENT_ID&client_secret=CLIENT_SECRET&refresh_token=REFRESH_TOKEN

GET https://sellingpartnerapi-na.amazon.com/shipping/v2/tracking?trackingId=AB1&carrierId=CARRIER_ID
accept: application/json
x-amz-access-token: TOKEN
x-amzn-shipping-business-id: AmazonShipping_US
`,
  "australia-post": `
GET https://digitalapi.auspost.com.au/shipping/v1/track?tracking_ids=AB1,AB2
accept: application/json
account-number: 0000000000
authorization: Basic QVBJX0tFWTpBUElfUEFTU1dPUkQ=
`,
  bpost: `
GET https://api.parcel.bpost.cloud/services/trackedmail/item/AB1/trackingInfo
accept: application/vnd.bpost.shm-trackingInfo-v1+XML, application/xml;q=0.9, */*;q=0.1
authorization: Basic QUNDT1VOVF9JRDpQQVNTUEhSQVNF
`,
  bring: `
GET https://api.bring.com/tracking/api/v2/tracking.json?q=AB1&lang=en
accept: application/json
x-bring-client-url: CLIENT_URL
x-mybring-api-key: KEY
x-mybring-api-uid: UID
`,
  "canada-post": `
GET https://soa-gw.canadapost.ca/vis/track/pin/AB1/detail
accept-language: en-CA
accept: application/vnd.cpc.track-v2+xml
authorization: Basic VVNFUk5BTUU6UEFTU1dPUkQ=
`,
  chronopost: `
POST https://ws.chronopost.fr/tracking-cxf/TrackingServiceWS
accept: text/xml
content-type: text/xml; charset=utf-8
soapaction: ""
<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><cxf:trackSkybillV2 xmlns:cxf="http://cxf.tracking.soap.chronopost.fr/"><language>en_GB</language><skybillNumber>AB1</skybillNumber></cxf:trackSkybillV2></s:Body></s:Envelope>
`,
  correos: `
GET https://localizador.correos.es/canonico/eventos_envio_servicio_auth/AB1?codIdioma=ES&indUltEvento=N
accept: application/json
authorization: Basic VVNFUjpQQVNTV09SRA==
`,
  "correos-express": `
POST https://www.cexpr.es/wspsc/apiRestSeguimientoEnviosk8s/json/seguimientoEnvio
accept: application/json
authorization: Basic VVNFUjpQQVNTV09SRA==
content-type: application/json
{"codigoCliente":"CLIENT_CODE","dato":"AB1","idioma":"ES"}
`,
  dhl: `
GET https://api-eu.dhl.com/track/shipments?trackingNumber=AB1&language=en
accept: application/json
dhl-api-key: KEY
`,
  "dhl-express": `
GET https://express.api.dhl.com/mydhlapi/tracking?shipmentTrackingNumber=AB1&shipmentTrackingNumber=AB2&trackingView=all-checkpoints&levelOfDetail=all&requestGMTOffsetPerEvent=true
accept-language: eng
accept: application/json
authorization: Basic VVNFUk5BTUU6UEFTU1dPUkQ=
`,
  "dhl-parcel-de": `
GET https://api-eu.dhl.com/parcel/de/tracking/v0/shipments?xml=%3C%3Fxml+version%3D%221.0%22+encoding%3D%22UTF-8%22+standalone%3D%22no%22%3F%3E%3Cdata+appname%3D%22APPNAME%22+language-code%3D%22en%22+password%3D%22PASSWORD%22+piece-code%3D%22AB1%3BAB2%22+request%3D%22d-get-piece-detail%22%2F%3E
accept: application/xml
authorization: Basic S0VZOlNFQ1JFVA==
`,
  dpd: `
POST https://wsshipper.dpd.nl/soap/services/LoginService/V2_1
accept: text/xml
content-type: text/xml; charset=utf-8
soapaction: http://dpd.com/common/service/types/LoginService/2.1/getAuth
<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><v:getAuth xmlns:v="http://dpd.com/common/service/types/LoginService/2.1"><delisId>DELIS_ID</delisId><password>PASSWORD</password><messageLanguage>en_EN</messageLanguage></v:getAuth></s:Body></s:Envelope>

POST https://wsshipper.dpd.nl/soap/services/ParcelLifeCycleService/V2_0
accept: text/xml
content-type: text/xml; charset=utf-8
soapaction: http://dpd.com/common/service/types/ParcelLifeCycleService/2.0/getTrackingData
<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><a:authentication xmlns:a="http://dpd.com/common/service/types/Authentication/2.0"><delisId>DELIS_ID</delisId><authToken>TOKEN</authToken><messageLanguage>en_EN</messageLanguage></a:authentication></s:Header><s:Body><v:getTrackingData xmlns:v="http://dpd.com/common/service/types/ParcelLifeCycleService/2.0"><parcelLabelNumber>AB1</parcelLabelNumber></v:getTrackingData></s:Body></s:Envelope>
`,
  "dpd-group": `
GET https://tracking.dpd.de/rest/plc/en_US/AB1
accept: application/json
`,
  easypost: `
GET https://api.easypost.com/v2/trackers?tracking_code=AB1&carrier=APC
authorization: Basic S0VZOg==
`,
  fedex: `
POST https://apis.fedex.com/oauth/token
content-type: application/x-www-form-urlencoded
grant_type=client_credentials&client_id=CLIENT_ID&client_secret=CLIENT_SECRET

POST https://apis.fedex.com/track/v1/trackingnumbers
accept: application/json
authorization: Bearer TOKEN
content-type: application/json
x-customer-transaction-id: CALL
x-locale: en_US
{"includeDetailedScans":true,"trackingInfo":[{"trackingNumberInfo":{"trackingNumber":"AB1"}},{"trackingNumberInfo":{"trackingNumber":"AB2"}}]}
`,
  gls: `
POST https://api.gls-group.net/oauth2/v2/token
authorization: Basic Q0xJRU5UX0lEOkNMSUVOVF9TRUNSRVQ=
content-type: application/x-www-form-urlencoded
grant_type=client_credentials

GET https://api.gls-group.net/track-and-trace-v1/tracking/simple/trackids/AB1,AB2?showEvents=true
accept-language: EN
accept: application/json
authorization: Bearer TOKEN
`,
  "hermes-de": `
POST https://authme.myhermes.de/authorization-facade/oauth2/access_token
content-type: application/x-www-form-urlencoded
grant_type=password&client_id=CLIENT_ID&client_secret=CLIENT_SECRET&username=USERNAME&password=PASSWORD

GET https://de-api.hermesworld.com/services/hsi/shipmentinfo?shipmentID=AB1&shipmentID=AB2
accept-language: EN
accept: application/json
authorization: Bearer TOKEN
`,
  inpost: `
GET https://api-shipx-pl.easypack24.net/v1/tracking/AB1
accept: application/json
`,
  "la-poste": `
GET https://api.laposte.fr/suivi/v2/idships/AB1,AB2?lang=fr_FR
accept: application/json
x-okapi-key: KEY
`,
  ontrac: `
GET https://www.shipontrac.net/OnTracWebServices/OnTracServices.svc/V7/ACCOUNT/shipments?pw=PASSWORD&tn=AB1,AB2&requestType=track
accept: application/xml, text/xml
`,
  postnl: `
GET https://api.postnl.nl/shipment/v2/status/barcode/AB1?detail=true&language=EN
accept: application/json
apikey: KEY
`,
  postnord: `
GET https://api2.postnord.com/rest/shipment/v5/trackandtrace/findByIdentifier.json?apikey=KEY&id=AB1&locale=en
accept: application/json
`,
  purolator: `
POST https://webservices.purolator.com/PWS/V1/Tracking/TrackingService.asmx
accept: text/xml
authorization: Basic S0VZOlBBU1NXT1JE
content-type: text/xml; charset=utf-8
soapaction: "http://purolator.com/pws/service/v1/TrackPackagesByPin"
<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><p:RequestContext xmlns:p="http://purolator.com/pws/datatypes/v1"><p:Version>1.2</p:Version><p:Language>en</p:Language><p:GroupID/><p:RequestReference>CALL</p:RequestReference><p:UserToken>USER_TOKEN</p:UserToken></p:RequestContext></s:Header><s:Body><p:TrackPackagesByPinRequest xmlns:p="http://purolator.com/pws/datatypes/v1"><p:PINs><p:PIN><p:Value>AB1</p:Value></p:PIN><p:PIN><p:Value>AB2</p:Value></p:PIN></p:PINs></p:TrackPackagesByPinRequest></s:Body></s:Envelope>
`,
  "royal-mail": `
GET https://api.royalmail.net/mailpieces/v2/AB1/events
accept: application/json
x-accept-rmg-terms: yes
x-ibm-client-id: CLIENT_ID
x-ibm-client-secret: CLIENT_SECRET
`,
  seventeentrack: `
POST https://api.17track.net/track/v2.4/gettrackinfo
17token: KEY
content-type: application/json
[{"number":"AB1","carrier":100354},{"number":"AB2","carrier":100354}]
`,
  shippo: `
GET https://api.goshippo.com/tracks/airterra/AB1
authorization: ShippoToken KEY
`,
  trackingmore: `
GET https://api.trackingmore.com/v4/trackings/get?tracking_numbers=AB1%2CAB2
tracking-api-key: KEY
`,
  ups: `
POST https://onlinetools.ups.com/security/v1/oauth/token
authorization: Basic Q0xJRU5UX0lEOkNMSUVOVF9TRUNSRVQ=
content-type: application/x-www-form-urlencoded
grant_type=client_credentials

GET https://onlinetools.ups.com/api/track/v1/details/AB1?locale=en_US&returnSignature=false
accept: application/json
authorization: Bearer TOKEN
transactionsrc: posthorn
transid: CALL
`,
  usps: `
POST https://apis.usps.com/oauth2/v3/token
content-type: application/json
{"grant_type":"client_credentials","client_id":"CLIENT_ID","client_secret":"CLIENT_SECRET","scope":"tracking"}

GET https://apis.usps.com/tracking/v3/tracking/AB1?expand=DETAIL&destinationZIPCode=90210&mailingDate=2026-11-24
accept: application/json
authorization: Bearer TOKEN
`,
};

test("a call of every connection is written down here", () => {
  assert.deepEqual(Object.keys(calls).toSorted(), connections.map(({ slug }) => slug).toSorted());
});

for (const carrier of connections) {
  test(`${carrier.slug} is asked as its documents say`, () => {
    assert.equal(written(carrier), calls[carrier.slug]?.trim());
  });
}
