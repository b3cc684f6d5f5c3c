insert into access_review (access_review_id, quarter, due_on, created_at) values ($1, $2, $3, $4) on conflict (quarter) do nothing
