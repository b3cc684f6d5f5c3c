delete from informant_request where informant_request_id = $1
