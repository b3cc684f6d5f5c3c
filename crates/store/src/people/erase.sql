update person
set key_sealed = null, erased_at = $2, birth_on = substr(birth_on, 1, 4) || '-01-01'
where person_id = $1 and erased_at is null
