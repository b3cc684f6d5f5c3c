delete from ceremony where key_hash = $1
