insert into data_key (data_key_no, class, suite, state, wrapped, master_check, version, active_at, created_at)
values ($1, $2, $3, $4, $5, $6, 1, $7, $8)
