select warning_id, person_id, place_path, owner_id, cast(0 as bigint) from warning
where person_id = $1 and closed_at is null
order by opened_at, warning_id
limit 20
