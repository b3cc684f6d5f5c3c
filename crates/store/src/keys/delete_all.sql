delete from data_key
