insert into protocol_entry (protocol_entry_id, protocol_id, seq, account_id, word, body_sealed, happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
