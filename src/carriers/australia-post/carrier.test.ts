/** What Australia Post is asked: ten ids of one house, with that house's account. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Asked } from "#carriers/carrier.ts";
import { australiaPost } from "./carrier.ts";

const parcel: Asked = { number: "33ABC012345601000931502", carrierCode: "australia-post" };
const freight: Asked = { number: "6ABC12345678", carrierCode: "star-track-express" };

const accountFor = (asked: readonly Asked[], fields: Record<string, string>): string | undefined =>
  australiaPost.request(asked, { id: "call", fields, token: null }).headers?.["account-number"];

test("parcels of Australia Post and of StarTrack are in different lots, whichever of a house's names they have", () => {
  const lotOf = (carrierCode?: string) =>
    australiaPost.lot?.({ number: "1", ...(carrierCode === undefined ? {} : { carrierCode }) });
  assert.equal(lotOf("australia-post-sftp"), lotOf("australia-post"));
  assert.equal(lotOf("star-track-courier"), lotOf("star-track"));
  assert.equal(lotOf(), lotOf("australia-post"));
  assert.notEqual(lotOf("star-track"), lotOf("australia-post"));
});

test("the account has ten digits for Australia Post and eight for StarTrack, with zeros before it", () => {
  const fields = { account_number: "8348371", startrack_account_number: "123456" };
  assert.equal(accountFor([parcel], fields), "0008348371");
  assert.equal(accountFor([freight], fields), "00123456");
  assert.equal(accountFor([freight], { account_number: "1234567" }), "01234567");
});

test("the ids of a call are joined by commas, each escaped", () => {
  const { path } = australiaPost.request([parcel, { number: "A,B&c" }], { id: "call", fields: {}, token: null });
  assert.equal(path, "/shipping/v1/track?tracking_ids=33ABC012345601000931502,A%2CB%26c");
});
