select consent_event_id, person_id, purpose, subject_id, party, kind, version, digest, shown, how, account_id, said_at
from consent_event
where person_id = $1
order by said_at, consent_event_id
limit 1000
