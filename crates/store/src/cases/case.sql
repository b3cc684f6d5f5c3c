select case_file.case_id, case_file.number, case_file.person_id, case_file.place_path, case_file.kind, case_file.status, case_file.responsible_id,
       case_file.next_due_on, case_file.version, case_file.opened_at, case_file.closed_at, person.name_sealed, account.name_sealed,
       person.key_sealed, cast(null as text)
from case_file
join person on person.person_id = case_file.person_id
join account on account.account_id = case_file.responsible_id
where case_file.case_id = $1
