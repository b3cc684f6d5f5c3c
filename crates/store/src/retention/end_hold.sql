update legal_hold set ended_on = $2, ended_by = $3 where hold_id = $1 and ended_on is null
  and (person_id = $4 or (person_id is null and $4 is null))
