select import_id, row_no, external_id_sealed, outcome, reason, detail_sealed, response_id
from import_row
where import_id = $1 and row_no >= $2 and row_no <= $3 and outcome in ('created', 'updated') and response_id is not null
order by row_no
