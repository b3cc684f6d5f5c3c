select audit.audit_id, audit.account_id, audit.role, audit.action, audit.purpose, audit.place_path, audit.person_id, audit.record_kind,
       audit.record_id, audit.outcome, audit.detail, audit.created_at, null as name
from audit
where audit.created_at >= $1 and audit.created_at < $2
order by audit.created_at, audit.audit_id
limit $3
