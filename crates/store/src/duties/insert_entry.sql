insert into duty_entry (duty_entry_id, duty_id, seq, account_id, word, about_sealed, body_sealed, happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
