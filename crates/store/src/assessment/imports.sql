select import_id, campaign_id, file_name_sealed, file_sha256, options_sealed, state, created_rows, updated_rows, skipped_rows, failed_rows, created_by,
       imported_at, created_at
from import_batch
where campaign_id = $1
order by import_id desc
limit $2
