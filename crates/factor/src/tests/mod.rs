//! Tests. References were made once with R (psych, lavaan, polycor, mvtnorm): `tests/references` holds the scripts, `tests/data` the data.

mod bivariate;
mod change;
mod factors;
mod faults;
mod files;
mod golden;
mod informants;
mod mean;
mod models;
mod norm;
mod polychoric;
mod property;
mod reference;
mod reliability;
mod report;
