select count(*)
from audit
left join audit_entry on audit_entry.audit_id = audit.audit_id
where audit_entry.audit_id is null and audit.created_at >= $1 and audit.created_at < $2
