update import_row set response_id = null where response_id = $1
