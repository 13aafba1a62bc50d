//! Mounts the services of the edu family in axum applications.
