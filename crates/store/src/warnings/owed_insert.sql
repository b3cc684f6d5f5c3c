insert into warning_owed (warning_id, clock, account_id, place_path, due_at) values ($1, $2, $3, $4, $5)
