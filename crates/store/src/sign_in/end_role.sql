update assignment set ended_at = $2, ended_by = $3, ended_why = $4 where assignment_id = $1 and ended_at is null
