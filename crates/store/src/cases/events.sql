select case_event.case_event_id, case_event.seq, case_event.account_id, case_event.kind, case_event.body_sealed, case_event.happened_at,
       account.name_sealed, case_file.person_id, person.key_sealed
from case_event
join case_file on case_file.case_id = case_event.case_id
join person on person.person_id = case_file.person_id
join account on account.account_id = case_event.account_id
where case_event.case_id = $1 and case_event.seq > $2 and person.key_sealed is not null
order by case_event.seq
limit 500
