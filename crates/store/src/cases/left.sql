select case_seat.case_id, case_seat.account_id
from case_file
join case_seat on case_seat.case_id = case_file.case_id
join account on account.account_id = case_seat.account_id
where case_file.closed_at is null and case_file.case_id > $2
  and (account.disabled_at is not null or not exists (
      select 1 from assignment
      where assignment.account_id = case_seat.account_id and assignment.ended_at is null
        and (assignment.until_on is null or assignment.until_on >= $1)
        and substr(case_file.place_path, 1, length(assignment.place_path)) = assignment.place_path))
order by case_file.case_id, case_seat.account_id
limit $3
