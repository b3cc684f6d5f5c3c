select audit.audit_id, audit.account_id, audit.role, audit.action, audit.purpose, audit.place_path, audit.person_id, audit.record_kind,
       audit.record_id, audit.outcome, audit.detail, audit.created_at, (select name_sealed from account where account_id = audit.audit_id) as name
from audit
left join audit_entry on audit_entry.audit_id = audit.audit_id
where audit_entry.audit_id is null and audit.created_at >= $2
order by audit.created_at, audit.audit_id
limit $1
