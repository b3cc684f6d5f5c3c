delete from case_warning where case_id = $1
