select response_id, submission_key, answers_sealed, answered_at, person_id
from response
where campaign_id = $1 and instrument = $2
    and person_id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
order by person_id, response_id
limit 1600
