update person set restricted_at = null where person_id = $1 and restricted_at is not null
