select seal_no, position, link from audit_entry where audit_id = $1
