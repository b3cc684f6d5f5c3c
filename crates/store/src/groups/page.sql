select group_entry.group_entry_id, group_entry.person_id, group_entry.group_code, group_entry.place_path, group_entry.since_on, group_entry.confirm_by,
       group_entry.ended_on, group_entry.reason, group_entry.recorded_by, group_entry.version, person.name_sealed, person.key_sealed, person.birth_on
from group_entry
join person on person.person_id = group_entry.person_id
where group_entry.group_code = $1 and group_entry.ended_on is null and group_entry.place_path >= $2 and group_entry.place_path < $3
  and (group_entry.place_path > $4 or (group_entry.place_path = $4 and group_entry.person_id > $5))
  and (cast($6 as text) = '' or group_entry.confirm_by <= $6)
  and person.key_sealed is not null and person.restricted_at is null
order by group_entry.place_path, group_entry.person_id
limit $7
