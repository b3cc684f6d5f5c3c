insert into erasure (erasure_id, rule, kept, record_id, number_of, run_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)
