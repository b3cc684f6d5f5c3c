select count(*)
from (
    select group_entry.person_id
    from group_entry
    join person on person.person_id = group_entry.person_id
    where group_entry.group_code = $1 and group_entry.ended_on is null and group_entry.place_path >= $2 and group_entry.place_path < $3
      and (cast($4 as text) = '' or group_entry.confirm_by <= $4)
      and person.key_sealed is not null and person.restricted_at is null
    limit $5
) as bounded
