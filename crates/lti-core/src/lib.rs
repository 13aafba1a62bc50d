//! LTI 1.3 launch for tools and platforms: typed claims, strict validation, no I/O.
