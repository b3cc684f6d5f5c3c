select count(*) from place
