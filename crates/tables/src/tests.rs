mod csv;
mod hostile;
mod sink;
mod xlsx;
