//! Stories of the pages: the whole router in this process, on both engines.

#[cfg(test)]
mod adaptive;
#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod hardening;
#[cfg(test)]
mod interface;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod retests;
#[cfg(test)]
mod words;
#[cfg(test)]
mod world;
