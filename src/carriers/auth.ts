/** The usual ways in which carriers want to be convinced. */
import type { Auth, CarrierRequest, CredentialField, Fields } from "#carriers/carrier.ts";

/** Nobody has to be convinced: the operator switches the connection on (`POSTHORN_CARRIER_<SLUG>=on`). */
export const noAuth: Auth = { kind: "none", fields: [], headers: () => ({}) };

/** A key in a header of that name, with `prefix` before it ("ShippoToken "). */
export const apiKey = (header: string, prefix = "", more: readonly CredentialField[] = []): Auth => ({
  kind: "api_key",
  fields: [{ name: "key" }, ...more],
  headers: ({ key = "" }) => ({ [header]: `${prefix}${key}` }),
});

/** HTTP Basic (RFC 7617). The fields carry the carrier's own names for user and password. */
export const basic = (
  user: CredentialField,
  password: CredentialField,
  more: readonly CredentialField[] = [],
): Auth => ({
  kind: "basic",
  fields: [user, password, ...more],
  headers: (fields) => ({ authorization: basicHeader(fields[user.name] ?? "", fields[password.name] ?? "") }),
});

export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

export interface OauthOptions {
  /** Path of the token service, below its host. */
  readonly path: string;
  /** Where id and secret stand: in HTTP Basic, in the form, or in a JSON body. */
  readonly place: "basic" | "form" | "json";
  /** Further parameters (scope, grant_type when it is not client_credentials). */
  readonly parameters?: (fields: Fields) => Readonly<Record<string, string>>;
  readonly refreshEarlyMs?: number;
  readonly fields?: readonly CredentialField[];
  /** Headers of the calls, when the bearer token alone is not enough. */
  readonly headers?: (fields: Fields, token: string) => Readonly<Record<string, string>>;
}

/** OAuth 2 with client credentials (RFC 6749 §4.4) and its relatives. */
export const oauth = (options: OauthOptions): Auth => ({
  kind: "oauth_client_credentials",
  fields: [{ name: "client_id" }, { name: "client_secret" }, ...(options.fields ?? [])],
  token: {
    request: (fields) => tokenRequest(options, fields),
    refreshEarlyMs: options.refreshEarlyMs ?? 5 * 60_000,
  },
  headers: (fields, token) => options.headers?.(fields, token ?? "") ?? { authorization: `Bearer ${token ?? ""}` },
});

function tokenRequest({ path, place, parameters }: OauthOptions, fields: Fields): CarrierRequest {
  const { client_id = "", client_secret = "" } = fields;
  const own: Fields = place === "basic" ? {} : { client_id, client_secret };
  const wanted: Fields = { grant_type: "client_credentials", ...own, ...parameters?.(fields) };
  if (place === "json") {
    return { method: "POST", path, headers: { "content-type": "application/json" }, body: JSON.stringify(wanted) };
  }
  return {
    method: "POST",
    path,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(place === "basic" ? { authorization: basicHeader(client_id, client_secret) } : {}),
    },
    body: new URLSearchParams(wanted).toString(),
  };
}
