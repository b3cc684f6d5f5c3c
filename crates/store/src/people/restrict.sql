update person set restricted_at = $2 where person_id = $1 and restricted_at is null and erased_at is null
