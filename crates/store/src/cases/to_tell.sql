select case_seat.case_id, case_seat.account_id, case_seat.tell_on
from case_seat
where case_seat.tell_on <= $1
order by case_seat.tell_on, case_seat.case_id, case_seat.account_id
limit $2
