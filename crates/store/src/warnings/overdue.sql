select warning_id, person_id, place_path, owner_id, cast(0 as bigint) from warning
where closed_at is null and due_at <= $1
order by due_at, warning_id
limit $2
