//! Stories of the use cases, told on both engines: what people do, in which order, and what is kept of it.

#[cfg(test)]
mod access;
#[cfg(test)]
mod accounts;
#[cfg(test)]
mod adaptive;
#[cfg(test)]
mod apart;
#[cfg(test)]
mod areas;
#[cfg(test)]
mod at_once;
#[cfg(test)]
mod attention;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod campaigns;
#[cfg(test)]
mod casework;
#[cfg(test)]
mod concerns;
#[cfg(test)]
mod confirming;
#[cfg(test)]
mod consent;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod disputes;
#[cfg(test)]
mod drafts;
#[cfg(test)]
mod duties;
#[cfg(test)]
mod emergency;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod escalation;
#[cfg(test)]
mod files;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod informants;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod jurisdictions;
#[cfg(test)]
mod leavers;
#[cfg(test)]
mod managing;
#[cfg(test)]
mod minors;
#[cfg(test)]
mod missed;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod norms;
#[cfg(test)]
mod notify;
#[cfg(test)]
mod over;
#[cfg(test)]
mod protocols;
#[cfg(test)]
mod quality;
#[cfg(test)]
mod questionnaires;
#[cfg(test)]
mod receptions;
#[cfg(test)]
mod red_warning;
#[cfg(test)]
mod referrals;
#[cfg(test)]
mod rescores;
#[cfg(test)]
mod retests;
#[cfg(test)]
mod reviews;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod shifts;
#[cfg(test)]
mod side_by_side;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod use_cases;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod world;
