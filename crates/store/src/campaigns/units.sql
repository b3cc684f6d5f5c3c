select unit_path, count(*), sum(case when finished_at is not null or declined_at is not null then 1 else 0 end)
from campaign_member
where campaign_id = $1 and unit_path >= $2 and unit_path < $3
group by unit_path
order by unit_path
limit $4
