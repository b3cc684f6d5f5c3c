delete from disclosure where disclosure_id = $1
