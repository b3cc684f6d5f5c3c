delete from data_request where data_request_id = $1
