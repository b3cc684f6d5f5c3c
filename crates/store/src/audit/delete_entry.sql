delete from audit_entry where audit_id = $1
