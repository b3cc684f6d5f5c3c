select legal_hold.hold_id, legal_hold.person_id, legal_hold.reason, legal_hold.placed_by, legal_hold.from_on, legal_hold.ended_on,
       person.place_path
from legal_hold
left join person on person.person_id = legal_hold.person_id
order by legal_hold.created_at desc, legal_hold.hold_id desc
limit $1
