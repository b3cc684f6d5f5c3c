select case_file.case_id, case_file.number, case_file.person_id, case_file.place_path, case_file.kind, case_file.status, case_file.responsible_id,
       case_file.next_due_on, case_file.version, case_file.opened_at, case_file.closed_at, person.name_sealed, account.name_sealed,
       person.key_sealed, cast(null as text)
from case_seat
join case_file on case_file.case_id = case_seat.case_id
join person on person.person_id = case_file.person_id
join account on account.account_id = case_file.responsible_id
where case_seat.account_id = $1 and case_file.place_path >= $2 and case_file.place_path < $3
  and (case_file.closed_at < $4 or (case_file.closed_at = $4 and case_file.case_id < $5))
  and person.restricted_at is null and person.key_sealed is not null
order by case_file.closed_at desc, case_file.case_id desc
limit $6
