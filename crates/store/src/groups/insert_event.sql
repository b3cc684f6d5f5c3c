insert into group_event (group_event_id, group_entry_id, person_id, seq, account_id, word, body, words_sealed, happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
