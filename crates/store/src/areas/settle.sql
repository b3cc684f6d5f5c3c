update area_notice
set settled_at = $2, settled_by = $3, reason = $4, note_sealed = $5
where area_notice_id = $1 and settled_at is null
