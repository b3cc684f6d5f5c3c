update protocol
set stage = 'ended', owner_id = null, due_at = null, ended_at = coalesce(ended_at, $2)
where person_id = $1
