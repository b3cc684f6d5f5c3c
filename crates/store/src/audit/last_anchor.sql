select seal_no, line, created_at from audit_anchor order by created_at desc limit 1
