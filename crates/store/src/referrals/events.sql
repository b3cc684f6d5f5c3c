select referral_event.referral_event_id, referral_event.seq, referral_event.account_id, referral_event.word, referral_event.body_sealed,
       referral_event.happened_at, account.name_sealed, referral.person_id, person.key_sealed
from referral_event
join referral on referral.referral_id = referral_event.referral_id
join person on person.person_id = referral.person_id
left join account on account.account_id = referral_event.account_id
where referral_event.referral_id = $1 and referral_event.seq > $2 and person.key_sealed is not null
order by referral_event.seq
limit 500
