/** Whose orders it is that people follow by hand: a row of migration 0017. It is no shop, has no API key, and none is made for it. */
export const personalMerchantId = "00000000-0000-8000-8000-000000000001";
