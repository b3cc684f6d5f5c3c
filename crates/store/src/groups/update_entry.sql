update group_entry
set confirm_by = $3, ended_on = $4, reason = $5, closed_at = $6, version = $7
where group_entry_id = $1 and version = $2
