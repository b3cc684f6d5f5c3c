delete from audit_gone where seal_no = $1
