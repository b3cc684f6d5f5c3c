delete from letter where sent_at < $1
