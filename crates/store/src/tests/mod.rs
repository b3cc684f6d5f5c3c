//! What the store promises, on both engines. A promise that holds on one only is not a promise.

mod accounts;
mod audit;
mod backup;
mod campaigns;
mod consent;
mod cut;
<<<<<<< HEAD
mod duties;
=======
mod erasing;
>>>>>>> 7537fea8a57746bbeb2a8032af6e236c9c47088a
mod import_steps;
mod imports;
mod keys;
mod lane;
mod migrations;
mod people;
mod permits;
mod places;
mod pruning;
mod releases;
mod responses;
mod rights;
mod rotation;
mod schema;
mod search;
mod signals;
mod statements;
mod warnings;
mod work;
mod world;
