select audit_hint.audit_hint_id, audit_hint.rule, audit_hint.account_id, account.login, account.name, audit_hint.from_at, audit_hint.until_at,
       audit_hint.hit_count, audit_hint.created_at
from audit_hint
left join account on account.account_id = audit_hint.account_id
where audit_hint.finding is null
order by audit_hint.created_at desc, audit_hint.audit_hint_id
limit $1
