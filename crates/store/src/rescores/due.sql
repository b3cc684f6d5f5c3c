select rescore_id, place_path, instrument, from_version, to_version, from_at, until_at, reason_sealed, stage, cursor_id, tally, people, raised, fault,
       planned_by, counted_at, decided_by, decided_at, note_sealed, applied_at, created_at
from rescore
where stage in ('counting', 'applying')
order by created_at, rescore_id
limit 20
