update assignment set minors_by = $2, minors_until = $3 where assignment_id = $1 and ended_at is null
