delete from dispute_party where dispute_id = $1
