select count(*), count(verdict), coalesce(sum(case when verdict = 'ended' then 1 else 0 end), 0)
from access_review_line
where access_review_id = $1 and place_path >= $2 and place_path < $3
