//! Compact JWS, JWK sets, key choice and header policy, with signatures passed in as values.
