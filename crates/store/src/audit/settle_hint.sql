update audit_hint set finding = $2, found_by = $3, found_at = $4 where audit_hint_id = $1 and finding is null
