delete from audit_check where created_at < $1
