//! Everything about tokens and keys that needs no signature provider.

#[cfg(test)]
mod certificate;
#[cfg(test)]
mod compact;
#[cfg(test)]
mod header;
#[cfg(test)]
mod key_cache;
#[cfg(test)]
mod key_choice;
#[cfg(test)]
mod key_set;
#[cfg(test)]
mod pem;
#[cfg(test)]
mod thumbprint;
