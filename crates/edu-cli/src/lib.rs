//! The edu command: checks learning-technology data at a shell prompt.
