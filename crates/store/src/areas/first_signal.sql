select min(raised_at) from signal
