insert into rescore (rescore_id, place_path, instrument, from_version, to_version, from_at, until_at, reason_sealed, stage, cursor_id, tally, raised, fault,
    planned_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'counting', $9, $10, 0, '', $11, $12)
on conflict (rescore_id) do nothing
