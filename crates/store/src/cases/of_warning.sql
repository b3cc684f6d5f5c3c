select case_id from case_warning where warning_id = $1 order by created_at desc, case_id limit $2
