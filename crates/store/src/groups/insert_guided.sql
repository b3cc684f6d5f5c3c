insert into case_guided (case_id, guided_on, created_at) values ($1, $2, $3)
