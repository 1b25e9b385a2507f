-- A token belongs to the secret and the address that it was fetched with, not to the credential's name.
alter table carrier_limits add column token_for text;
