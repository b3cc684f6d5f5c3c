select consent_event_id, person_id, purpose, subject_id, party, kind, version, digest, shown, how, account_id, said_at
from consent_event
where person_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
order by said_at, consent_event_id
limit 16000
