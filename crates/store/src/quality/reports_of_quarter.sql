select model, quarter, body, created_at
from model_report
where quarter >= $1
order by quarter desc, created_at desc, model
limit $2
