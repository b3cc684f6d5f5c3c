update person set name_sealed = $2, sex = $3, birth_on = $4, phone_sealed = $5, provisional_at = null where person_id = $1 and provisional_at is not null
