select min(audit_entry.seal_no), max(audit_entry.seal_no), count(*)
from audit
join audit_entry on audit_entry.audit_id = audit.audit_id
where audit.created_at >= $1 and audit.created_at < $2
