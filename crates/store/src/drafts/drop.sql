delete from answer_draft where person_id = $1 and slot = $2
