select case_file.case_id, case_file.person_id
from case_file
where case_file.closed_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = case_file.person_id))
order by case_file.closed_at, case_file.case_id
limit $2
