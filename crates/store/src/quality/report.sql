select model, quarter, body, created_at
from model_report
where model = $1 and quarter = $2
