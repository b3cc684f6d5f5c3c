//! Stories of the pages: the whole router in this process, on both engines.

#[cfg(test)]
mod adaptive;
#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod hardening;
#[cfg(test)]
mod informants;
#[cfg(test)]
mod interface;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod questionnaires;
#[cfg(test)]
mod rescores;
#[cfg(test)]
mod retests;
#[cfg(test)]
mod words;
#[cfg(test)]
mod world;
