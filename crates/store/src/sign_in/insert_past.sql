insert into password_past (password_past_id, account_id, password_hash, replaced_at)
values ($1, $2, $3, $4)
