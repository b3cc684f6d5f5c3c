insert into audit_gone (audit_id, seal_no, position, link, created_at)
select audit_id, seal_no, position, link, $2 from audit_entry where audit_id = $1
