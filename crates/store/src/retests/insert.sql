insert into retest_task (retest_task_id, response_id, person_id, campaign_id, place_path, instrument, rule, rules, way, due_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (response_id) do nothing
