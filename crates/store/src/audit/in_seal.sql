select audit_entry.position, audit_entry.link, audit_entry.audit_id, audit.audit_id, audit.account_id, audit.role, audit.action, audit.purpose,
       audit.place_path, audit.person_id, audit.record_kind, audit.record_id, audit.outcome, audit.detail, audit.created_at
from audit_entry
left join audit on audit.audit_id = audit_entry.audit_id
where audit_entry.seal_no = $1
order by audit_entry.position
limit $2
