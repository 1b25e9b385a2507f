/** SOAP 1.1 as DPD, Chronopost and Purolator speak it: an envelope around what is asked, and the body of what is answered. */
import type { CarrierRequest } from "#carriers/carrier.ts";
import { elementAt, isXmlElement, type XmlElement } from "#carriers/xml.ts";

export interface SoapMessage {
  /** XML of the header and the body, texts in it escaped (`xmlText`), namespaces declared there. */
  readonly header?: string;
  readonly body: string;
}

/** `action` is the SOAPAction; Chronopost wants an empty one in quotes. */
export function soapRequest(path: string, action: string, { header, body }: SoapMessage): CarrierRequest {
  const head = header === undefined ? "" : `<s:Header>${header}</s:Header>`;
  return {
    method: "POST",
    path,
    headers: { accept: "text/xml", "content-type": "text/xml; charset=utf-8", soapaction: action },
    body: `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${head}<s:Body>${body}</s:Body></s:Envelope>`,
  };
}

/** The body of a decoded envelope; undefined: this is none. */
export const soapBody = (answer: unknown): XmlElement | undefined =>
  isXmlElement(answer) && answer.name === "Envelope" ? elementAt(answer, "Body") : undefined;

export const soapFault = (answer: unknown): XmlElement | undefined => elementAt(soapBody(answer), "Fault");
