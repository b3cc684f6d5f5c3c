update person
set key_sealed = null, erased_at = $2, name_sealed = $3, phone_sealed = null, birth_on = substr(birth_on, 1, 4) || '-01-01'
where person_id = $1 and erased_at is null
