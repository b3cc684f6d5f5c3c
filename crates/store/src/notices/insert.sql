insert into notice (notice_id, account_id, kind, warning_id, params, read_at, created_at)
values ($1, $2, $3, $4, $5, null, $6)
