insert into rescore_result (rescore_id, response_id, person_id, place_path, version, class, detail_sealed, outcome_sealed, signals, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9)
on conflict (rescore_id, response_id) do nothing
