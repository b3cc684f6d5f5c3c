//! What the store promises, on both engines. A promise that holds on one only is not a promise.

mod accounts;
mod audit;
mod backup;
mod campaigns;
mod cut;
mod import_steps;
mod imports;
mod keys;
mod lane;
mod migrations;
mod people;
mod permits;
mod places;
mod responses;
mod schema;
mod sign_in;
mod signals;
mod statements;
mod warnings;
mod work;
mod world;
