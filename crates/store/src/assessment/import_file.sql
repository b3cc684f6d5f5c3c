select bytes from import_file where import_id = $1
