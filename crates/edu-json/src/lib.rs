//! Lossless, bounded JSON for learning-technology standards: spans, JSON Pointer, duplicates refused, number text kept.
