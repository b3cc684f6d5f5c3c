update signal set dismissed_at = $2, dismissed_by = $3, dismiss_reason = $4, dismiss_note_sealed = $5
where signal_id = $1 and dismissed_at is null and warning_id is null
