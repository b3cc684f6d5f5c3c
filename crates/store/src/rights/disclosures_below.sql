select disclosure_id, person_id, recipient, basis, law, purpose, fields, withheld, given_at
from disclosure
where place_path >= $1 and place_path < $2 and given_at < $3
order by given_at desc, disclosure_id desc
limit $4
