select group_entry.group_entry_id, group_entry.person_id, group_entry.group_code, group_entry.place_path, group_entry.since_on, group_entry.confirm_by,
       group_entry.ended_on, group_entry.reason, group_entry.recorded_by, group_entry.version, person.name_sealed, person.key_sealed, person.birth_on
from group_entry
join person on person.person_id = group_entry.person_id
where group_entry.group_entry_id = $1
