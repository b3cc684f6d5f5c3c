update rescore
set stage = $3, decided_by = $4, decided_at = $5, note_sealed = $6, cursor_id = $7
where rescore_id = $1 and stage = $2
