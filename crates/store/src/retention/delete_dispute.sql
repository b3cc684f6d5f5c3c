delete from dispute where dispute_id = $1
