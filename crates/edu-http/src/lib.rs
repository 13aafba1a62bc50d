//! One service shape for learning-technology standards: endpoints, mounts, bounded bodies, forms, cookies, the tower entry.
