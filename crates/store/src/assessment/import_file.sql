select bytes_sealed from import_file where import_id = $1
