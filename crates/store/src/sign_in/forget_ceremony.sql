delete from ceremony where ceremony_id = $1
