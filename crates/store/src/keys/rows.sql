select data_key_no, class, suite, state, wrapped, master_check, version, active_at, retired_at, created_at
from data_key
order by data_key_no
