select rescore_id, place_path, instrument, from_version, to_version, from_at, until_at, reason_sealed, stage, cursor_id, tally, people, raised, fault,
       planned_by, counted_at, decided_by, decided_at, note_sealed, applied_at, created_at
from rescore
where rescore_id = $1
