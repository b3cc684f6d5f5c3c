mod csv;
mod sink;
mod xlsx;
