select assignment.assignment_id, assignment.account_id, assignment.role, assignment.place_path, assignment.from_on, assignment.until_on,
       assignment.credential_kind, assignment.credential_until, assignment.minors_by, assignment.minors_until, assignment.ended_at,
       assignment.ended_why
from assignment
join account on account.account_id = assignment.account_id
where role not in ('resident', 'guardian') and role not in ('system_admin', 'security_admin', 'audit_admin')
  and assignment.ended_at is null and coalesce(account.signed_in_at, account.created_at) < $1 and assignment.created_at < $1
order by assignment.assignment_id
limit $2
