-- The tenants of a transaction are read once per statement (a subquery of its own), not once per row: a batch of a hundred calls
-- names up to a hundred merchants, and taking that list apart for each row cost more than the rows.
do $$
declare t text;
begin
  for t in select tablename from pg_policies where schemaname = 'public' and policyname = 'tenant' loop
    execute format($p$alter policy tenant on %I using (
      (select current_setting('posthorn.scope', true) = '*')
      or %I = any ((select case when current_setting('posthorn.scope', true) = '*' then '{}'
                    else string_to_array(nullif(current_setting('posthorn.scope', true), ''), ',')::uuid[] end)::uuid[]))$p$,
      t, case when t = 'merchants' then 'id' else 'merchant_id' end);
  end loop;
end $$;
