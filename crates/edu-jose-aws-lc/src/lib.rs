//! Signature provider for edu-jose on aws-lc-rs.
