select case_file.case_id, case_file.person_id, case_file.place_path, case_file.responsible_id, person.birth_on,
       cast(case when person.restricted_at is not null and case_file.closed_at is not null then 1 else 0 end as bigint),
       person.provisional_at
from case_file
join person on person.person_id = case_file.person_id
where case_file.case_id = $1
