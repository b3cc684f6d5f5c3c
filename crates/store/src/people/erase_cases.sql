update case_file set status = 'closed', next_due_on = null, closed_at = $2
where person_id = $1 and closed_at is null
