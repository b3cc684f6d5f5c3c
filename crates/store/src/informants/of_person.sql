select informant_request.informant_request_id, informant_request.person_id, informant_request.place_path, informant_request.informant, informant_request.account_id,
       informant_request.family, informant_request.instrument, informant_request.instrument_version, informant_request.asked_by, informant_request.asked_at,
       informant_request.expires_at, informant_request.ending, informant_request.settled_at, informant_request.settled_by, informant_request.valid,
       informant_request.answers_sealed, informant_request.outcome_sealed, person.key_sealed, person.name_sealed, account.name_sealed
from informant_request
join person on person.person_id = informant_request.person_id
join account on account.account_id = informant_request.account_id
where informant_request.person_id = $1
order by informant_request.asked_at desc, informant_request.informant_request_id desc
limit $2
