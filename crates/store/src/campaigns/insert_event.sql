insert into campaign_event (campaign_id, seq, account_id, word, body, reason_sealed, happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
