insert into audit_hint (audit_hint_id, dedupe_key, rule, account_id, from_at, until_at, hit_count, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (dedupe_key) do update set from_at = excluded.from_at, until_at = excluded.until_at, hit_count = excluded.hit_count,
    finding = null, found_by = null, found_at = null
where audit_hint.hit_count < excluded.hit_count
