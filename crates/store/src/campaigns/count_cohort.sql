select count(*),
       coalesce(sum(case when cast($5 as bigint) = 1 or (birth_on is not null and birth_on >= $3 and birth_on <= $4) then 1 else 0 end), 0),
       coalesce(sum(case when birth_on is null then 1 else 0 end), 0)
from person
where place_path >= $1 and place_path < $2 and key_sealed is not null and erased_at is null and restricted_at is null
