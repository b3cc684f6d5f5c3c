insert into audit_prune_mark (days, seal_no, created_at) values ($1, $2, $3)
on conflict (days) do update set seal_no = excluded.seal_no, created_at = excluded.created_at
