-- A pick-up code that a person keeps for the counter: carriers send it to them, and no longer tell it by their interfaces.
alter table parcel_choices add column pickup_code text;
comment on column parcel_choices.pickup_code is 'secret, sealed by the vault under the merchant''s data key | with the account';
alter table parcel_choices add column pickup_code_kind text check (pickup_code_kind in ('text', 'qr', 'barcode'));
comment on column parcel_choices.pickup_code_kind is 'none | with the code; as what the person wants it drawn';
alter table parcel_choices add constraint pickup_code_and_kind check ((pickup_code is null) = (pickup_code_kind is null));
