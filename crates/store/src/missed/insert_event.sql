insert into missed_review_event (missed_review_event_id, missed_review_id, seq, account_id, word, body, person_id, about_sealed, words_sealed, worded,
    happened_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
