update warning set ending = $2, heard = $3 where warning_id = $1
