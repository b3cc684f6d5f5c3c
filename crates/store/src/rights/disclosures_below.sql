select disclosure_id, person_id, place_path, recipient, basis, law, purpose, fields, withheld, given_at
from disclosure
where place_path >= $1 and place_path < $2 and (given_at < $3 or (given_at = $3 and disclosure_id < $4))
  and ($5 = '' or basis = $5) and ($6 = '' or recipient = $6)
order by given_at desc, disclosure_id desc
limit $7
