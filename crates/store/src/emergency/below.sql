select emergency.emergency_id, emergency.account_id, account.name, emergency.role, emergency.person_id, emergency.place_path, emergency.reason,
       emergency.words, emergency.opened_at, emergency.until_at, emergency.seen_at, emergency.ended_at, emergency.ended_by,
       emergency.review_due_at, emergency.escalated_at, emergency.verdict, emergency.verdict_words, emergency.reviewed_at,
       emergency.hold_reason, emergency.hold_until, emergency.told_at, emergency.told_how
from emergency
join account on account.account_id = emergency.account_id
where emergency.place_path >= $1 and emergency.place_path < $2 and (emergency.verdict is null or emergency.reviewed_at >= $3)
order by case when emergency.verdict is null then 0 else 1 end, emergency.opened_at desc, emergency.emergency_id
limit $4
