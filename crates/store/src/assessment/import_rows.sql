select import_id, row_no, external_id_sealed, outcome, reason, detail_sealed, response_id
from import_row
where import_id = $1 and row_no > $2
order by row_no
limit $3
