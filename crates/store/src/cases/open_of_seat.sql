select case_file.case_id, case_file.number, case_file.person_id, case_file.place_path, case_file.kind, case_file.status, case_file.responsible_id,
       case_file.next_due_on, case_file.version, case_file.opened_at, case_file.closed_at, person.name_sealed, account.name_sealed,
       person.key_sealed, case_seat.owes_on
from case_seat
join case_file on case_file.case_id = case_seat.case_id
join person on person.person_id = case_file.person_id
join account on account.account_id = case_file.responsible_id
where case_seat.account_id = $1 and case_file.place_path >= $2 and case_file.place_path < $3 and case_file.closed_at is null
  and ($4 = '' or case_file.status = $4)
  and (cast($5 as bigint) = 0 or case_file.responsible_id = $1 or case_seat.owes_on is not null)
  and (case_file.next_due_on > $6 or (case_file.next_due_on = $6 and case_file.case_id > $7))
order by case_file.next_due_on, case_file.case_id
limit $8
