select audit.created_at
from audit_entry
join audit on audit.audit_id = audit_entry.audit_id
where audit_entry.seal_no = $1
order by audit_entry.position desc
limit 1
