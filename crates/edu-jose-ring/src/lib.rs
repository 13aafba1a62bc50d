//! Signature provider for edu-jose on ring.
