delete from notice where notice_id = $1
