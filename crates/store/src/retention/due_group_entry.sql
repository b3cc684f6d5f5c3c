select group_entry.group_entry_id, group_entry.person_id
from group_entry
where group_entry.closed_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = group_entry.person_id))
order by group_entry.closed_at, group_entry.group_entry_id
limit $2
