update import_batch
set state = 'imported', created_rows = $2, updated_rows = $3, skipped_rows = $4, failed_rows = $5, imported_at = $6
where import_id = $1 and state = 'checked'
