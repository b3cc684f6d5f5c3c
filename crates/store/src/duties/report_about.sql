select duty_id from duty where person_id = $1 and kind = 'minor_report' order by opened_at desc, duty_id desc limit 1
