insert into case_reach (case_id, person_id, opened_on, closed_on, planned_on, is_read, created_at)
values ($1, $2, $3, $4, $5, 1, $6)
on conflict (case_id) do update set opened_on = excluded.opened_on, closed_on = excluded.closed_on, planned_on = excluded.planned_on, is_read = 1
