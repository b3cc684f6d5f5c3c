select group_event.group_event_id, group_event.seq, group_event.account_id, group_event.body, group_event.words_sealed, group_event.happened_at,
       person.person_id, person.key_sealed, account.name_sealed
from group_event
join person on person.person_id = group_event.person_id
left join account on account.account_id = group_event.account_id
where group_event.group_entry_id = $1 and group_event.seq > $2
order by group_event.seq
limit 200
