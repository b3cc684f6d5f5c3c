insert into case_warning (case_id, warning_id, created_at) values ($1, $2, $3)
