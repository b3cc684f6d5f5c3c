update person
<<<<<<< HEAD
set key_sealed = null, erased_at = $2, name_sealed = $3, phone_sealed = null, birth_on = substr(birth_on, 1, 4) || '-01-01'
=======
set key_sealed = null, erased_at = $2, birth_on = substr(birth_on, 1, 4) || '-01-01'
>>>>>>> 7537fea8a57746bbeb2a8032af6e236c9c47088a
where person_id = $1 and erased_at is null
