select case_seat.account_id, case_seat.owes_on, case_seat.told_until, case_seat.tell_on, account.name_sealed
from case_seat
join account on account.account_id = case_seat.account_id
where case_seat.case_id = $1
order by case_seat.account_id
limit 500
