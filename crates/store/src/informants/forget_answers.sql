update informant_request set answers_sealed = null, outcome_sealed = null
where person_id = $1 and ending = 'answered' and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = informant_request.person_id))
