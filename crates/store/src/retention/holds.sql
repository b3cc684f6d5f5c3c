select hold_id, person_id, reason, placed_by, from_on, ended_on from legal_hold
order by created_at desc, hold_id desc
limit $1
