update import_batch set state = state where import_id = $1 and state = 'checked'
