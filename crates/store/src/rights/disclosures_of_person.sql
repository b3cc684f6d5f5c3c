select disclosure_id, person_id, place_path, recipient, basis, law, purpose, fields, withheld, given_at
from disclosure
where person_id = $1 and withheld is null
order by given_at desc, disclosure_id desc
limit 200
