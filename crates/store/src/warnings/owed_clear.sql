delete from warning_owed where warning_id = $1
