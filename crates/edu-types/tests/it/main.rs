//! Values against hostile text and against other implementations.

#[cfg(test)]
mod duration;
#[cfg(test)]
mod http_url;
#[cfg(test)]
mod http_url_against_url;
#[cfg(test)]
mod iri;
#[cfg(test)]
mod language;
#[cfg(test)]
mod language_map;
#[cfg(test)]
mod timestamp;
#[cfg(test)]
mod timestamp_against_jiff;
#[cfg(test)]
mod timestamp_iso8601;
#[cfg(test)]
mod uuid_text;
