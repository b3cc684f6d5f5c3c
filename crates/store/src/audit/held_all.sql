select count(*) from legal_hold where ended_on is null and person_id is null
