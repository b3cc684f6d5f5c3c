select audit.audit_id, audit.account_id, audit.role, audit.action, audit.purpose, audit.place_path, audit.person_id, audit.record_kind,
       audit.record_id, audit.outcome, audit.detail, audit.created_at, (select name_sealed from account where account_id is null) as name
from audit_entry
join audit on audit.audit_id = audit_entry.audit_id
where audit_entry.seal_no = $1
order by audit_entry.position
limit $2
