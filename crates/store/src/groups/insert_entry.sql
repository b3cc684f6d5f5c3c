insert into group_entry (group_entry_id, person_id, group_code, place_path, since_on, confirm_by, recorded_by, version, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
