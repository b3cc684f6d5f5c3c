select ward_id
from guardianship
where ground = 'adult_in_care' and from_on <= $17 and (until_on is null or until_on >= $17)
  and ward_id in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
order by ward_id
limit 320
