select signal.signal_id, signal.person_id
from signal
where signal.warning_id is null and signal.expires_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = signal.person_id))
order by signal.expires_at, signal.signal_id
limit $2
