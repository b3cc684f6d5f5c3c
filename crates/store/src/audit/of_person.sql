select audit.audit_id, audit.account_id, audit.role, audit.action, audit.purpose, audit.place_path, audit.person_id, audit.record_kind,
       audit.record_id, audit.outcome, audit.detail, audit.created_at, account.name_sealed
from audit
left join account on account.account_id = audit.account_id
where audit.person_id = $1 and audit.created_at < $2
  and audit.action <> 'report_concern'
order by audit.created_at desc, audit.audit_id desc
limit $3
