delete from audit where audit_id = $1
