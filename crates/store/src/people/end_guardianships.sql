update guardianship set until_on = $2
where (guardian_id = $1 or ward_id = $1) and (until_on is null or until_on > $2)
