insert into area_notice (area_notice_id, place_path, measure, week_on, persons, body, due_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (place_path, measure, week_on) do nothing
